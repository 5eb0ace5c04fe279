package dev.radin.status;

import dev.radin.api.v1alpha1.CostStatus;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.plan.Step;
import dev.radin.protocol.Cost;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/** What a resource's status says at any moment; the same for the command line and a cluster. */
public final class StatusWriter {

    private static final int EXCLUDED_SHOWN = 8;

    private final SoupSelection resource;
    private final Selection selection;

    /** @param selection null when the resource is too wrong to be read as one */
    public StatusWriter(SoupSelection resource, Selection selection) {
        this.resource = resource;
        this.selection = selection;
    }

    /**
     * The resource's present status is taken into account: an earlier result stays until it is replaced, and unchanged
     * conditions keep their time.
     *
     * @param stages of this very work, in order
     * @param now of what changes
     */
    public SoupSelectionStatus write(SelectionState situation, List<EndedStage> stages, Instant now) {
        SoupSelectionStatus before = resource.getStatus() == null ? new SoupSelectionStatus() : resource.getStatus();
        SoupSelectionStatus status = new SoupSelectionStatus();
        status.observedGeneration = generation();
        status.best = before.best;
        status.report = before.report;
        status.cost = cost(stages);
        status.stages = StageHistory.write(stages);
        if (selection != null) {
            status.progress = new ProgressCounts(selection, stages, situation).write(before.progress, now);
            soFar(stages, before, status);
        }
        if (situation instanceof SelectionState.Ended ended && ended.end() instanceof Step.Finished finished) {
            ResultStatus.write(finished.result(), selection.budget(), generation(), status);
        }
        status.conditions = Conditions.of(before.conditions, situation, stages, generation(), now);
        return status;
    }

    private long generation() {
        Long generation = resource.getMetadata().getGeneration();
        return generation == null ? 1L : generation;
    }

    /** What is known before the end. */
    private void soFar(List<EndedStage> stages, SoupSelectionStatus before, SoupSelectionStatus status) {
        status.evaluated = status.progress.evaluated + "/" + selection.budget();
        stages.stream()
                .map(s -> s.result().receipt().ranked())
                .filter(r -> r != null)
                .reduce((earlier, later) -> later)
                .ifPresent(ranked -> {
                    status.strategy = ranked.strategy();
                    status.single = ResultStatus.single(ranked.bestSingle(), ranked.bestSingleScore());
                });
        List<ExcludedModel> excluded = stages.stream()
                .map(s -> s.result().receipt())
                .flatMap(receipt -> receipt.excluded().stream())
                .toList();
        if (!excluded.isEmpty()) {
            status.excluded = ResultStatus.excluded(excluded, EXCLUDED_SHOWN);
            status.excludedCount = excluded.size();
        } else if (Objects.equals(before.observedGeneration, generation())) {
            // The Job that told of them may be gone.
            status.excluded = before.excluded;
            status.excludedCount = before.excludedCount;
        }
    }

    private static CostStatus cost(List<EndedStage> stages) {
        Cost total = stages.stream()
                .map(s -> s.result().receipt())
                .map(Receipt::cost)
                .reduce(Cost.NONE, Cost::plus);
        CostStatus cost = new CostStatus();
        cost.passes = total.passes();
        cost.reused = total.reused();
        cost.gpuSeconds = Math.round(total.gpuSeconds());
        return cost;
    }
}
