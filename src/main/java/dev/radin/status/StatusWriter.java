package dev.radin.status;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.plan.Step;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes the status of a resource from what is known at one moment; the command line and the operator use the same. */
public final class StatusWriter {

    private final SoupSelection resource;
    private final Selection selection;

    /** @param selection null when the resource is too wrong to be read as one */
    public StatusWriter(SoupSelection resource, Selection selection) {
        this.resource = resource;
        this.selection = selection;
    }

    /** @param stages of this very work, in order, and all of them */
    public SoupSelectionStatus write(SelectionState state, List<EndedStage> stages, Instant now) {
        return write(state, WorkDone.of(stages), "", now);
    }

    /**
     * The resource's present status is taken into account: an earlier result stays until it is replaced, and unchanged
     * conditions keep their time.
     *
     * @param ignoredJobs which Jobs of the selection are ignored and why, in sentences; empty for none
     * @param now of what changes
     */
    public SoupSelectionStatus write(SelectionState state, WorkDone done, String ignoredJobs, Instant now) {
        SoupSelectionStatus before = resource.getStatus() == null ? new SoupSelectionStatus() : resource.getStatus();
        SoupSelectionStatus status = new SoupSelectionStatus();
        status.observedGeneration = generation();
        RunTimes.write(state, done.stages(), before, isSameGeneration(before), now, status);
        status.best = before.best;
        status.report = before.report;
        status.cost = StageHistory.cost(done.cost());
        StageHistory.write(done, status);
        if (selection != null) {
            soFar(state, done.stages(), before, status, now);
        }
        if (state instanceof SelectionState.Ended ended && ended.end() instanceof Step.Finished finished) {
            ResultStatus.write(finished.result(), selection.budget(), generation(), status);
        }
        status.conditions = Conditions.of(before.conditions, state, done.stages(), ignoredJobs, generation(), now);
        return status;
    }

    /** The present status, with nothing changed but that it cannot go on. */
    public SoupSelectionStatus stopped(SelectionState.Refused state, Instant now) {
        SoupSelectionStatus status = resource.getStatus() == null ? new SoupSelectionStatus() : resource.getStatus();
        RunTimes.write(state, StageHistory.read(status), status, isSameGeneration(status), now, status);
        status.observedGeneration = generation();
        status.outcome = null;
        status.conditions = Conditions.of(status.conditions, state, StageHistory.read(status), "", generation(), now);
        return status;
    }

    private long generation() {
        Long generation = resource.getMetadata().getGeneration();
        return generation == null ? 1L : generation;
    }

    private boolean isSameGeneration(SoupSelectionStatus before) {
        return Objects.equals(before.observedGeneration, generation());
    }

    /** What is known before the end. */
    private void soFar(
            SelectionState state,
            List<EndedStage> stages,
            SoupSelectionStatus before,
            SoupSelectionStatus status,
            Instant now) {
        status.progress = new ProgressCounts(selection, stages, state, before, isSameGeneration(before))
                .write(before.progress, now);
        status.evaluated = status.progress.evaluated + "/" + selection.budget();
        lastRanked(stages).ifPresent(ranked -> {
            status.strategy = ranked.strategy();
            status.single = ResultStatus.single(ranked.bestSingle(), ranked.bestSingleScore());
        });
        excluded(stages, before, status);
    }

    private static Optional<Receipt.Ranked> lastRanked(List<EndedStage> stages) {
        return stages.stream()
                .flatMap(s -> Stream.ofNullable(s.result().receipt().ranked()))
                .reduce((earlier, later) -> later);
    }

    /** The models that stages found unusable; names and messages only as long as a Job or the status has them. */
    private void excluded(List<EndedStage> stages, SoupSelectionStatus before, SoupSelectionStatus status) {
        List<ExcludedModel> named = stages.stream()
                .flatMap(s -> s.result().receipt().excluded().stream())
                .toList();
        int found = stages.stream()
                .mapToInt(s -> s.result().receipt().excludedCount())
                .sum();
        int count = lastRanked(stages)
                .map(Receipt.Ranked::excluded)
                .map(all -> Math.max(all, named.size()))
                .orElse(found);
        if (!named.isEmpty()) {
            status.excluded = ResultStatus.excluded(named);
            status.excludedCount = count;
        } else if (count > 0) {
            status.excluded = before.excluded;
            status.excludedCount = count;
        } else if (isSameGeneration(before)
                && lastRanked(stages).map(Receipt.Ranked::excluded).isEmpty()) {
            // A status of an earlier version has no counts of stages.
            status.excluded = before.excluded;
            status.excludedCount = before.excludedCount;
        }
    }
}
