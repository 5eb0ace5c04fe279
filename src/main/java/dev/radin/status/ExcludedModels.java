package dev.radin.status;

import dev.radin.api.v1alpha1.ExcludedModelStatus;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Receipt;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The models that stages found unusable; names and messages only as long as a Job or the status has them. */
final class ExcludedModels {

    private ExcludedModels() {}

    /** @param before the status until now */
    static void write(List<EndedStage> stages, SoupSelectionStatus before, SoupSelectionStatus status) {
        List<ExcludedModel> named = stages.stream()
                .flatMap(s -> s.result().receipt().excluded().stream())
                .toList();
        int found = stages.stream()
                .mapToInt(s -> s.result().receipt().excludedCount())
                .sum();
        boolean isInspected = stages.stream().anyMatch(s -> s.result().receipt().inspected() != null);
        int count = WorkDone.lastRanked(stages)
                .map(Receipt.Ranked::excluded)
                .map(all -> Math.max(all, named.size()))
                .orElse(found);
        status.modelCounts.excluded = isInspected || count > 0 ? count : null;
        if (!named.isEmpty()) {
            status.excludedModels = shown(named);
        } else if (count > 0) {
            status.excludedModels = before.excludedModels;
        }
    }

    /** The first of them. */
    static List<ExcludedModelStatus> shown(List<ExcludedModel> models) {
        Set<String> names = new HashSet<>();
        return models.stream()
                .filter(model -> names.add(model.model()))
                .limit(ResultWriter.ENTRIES_SHOWN)
                .map(ExcludedModels::entry)
                .toList();
    }

    private static ExcludedModelStatus entry(ExcludedModel excluded) {
        ExcludedModelStatus status = new ExcludedModelStatus();
        status.model = excluded.model();
        status.reason = excluded.reason().name();
        status.message = Texts.brief(excluded.message());
        return status;
    }
}
