package dev.radin.status;

import dev.radin.api.v1alpha1.EvaluationsStatus;
import dev.radin.api.v1alpha1.ModelCountsStatus;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.plan.Step;
import dev.radin.protocol.Selection;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

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
        Notes notes = Notes.of(resource);
        WorkDone brief = done.summedUp();
        SoupSelectionStatus status = new SoupSelectionStatus();
        status.observedGeneration = generation();
        RunTimes.write(state, done.stages(), before, isSameGeneration(before), now, status);
        status.result = before.result;
        status.report = before.report;
        status.cost = StageHistory.cost(done.cost());
        status.stages = StageHistory.of(brief.stages());
        Counts counts = notes.counts();
        if (selection != null) {
            counts = new ProgressCounts(selection, done.stages(), state, counts).counts(now);
            soFar(counts, done.stages(), before, status);
        }
        if (state instanceof SelectionState.Ended ended && ended.end() instanceof Step.Finished finished) {
            ResultWriter.write(finished.result(), selection, generation(), status);
        }
        status.resumeToken = token(Notes.of(counts, brief), before);
        status.conditions = Conditions.of(before.conditions, state, done.stages(), ignoredJobs, generation(), now);
        return status;
    }

    /** None on one machine, where nobody goes on from it. */
    private String token(Notes notes, SoupSelectionStatus before) {
        String uid = resource.getMetadata().getUid();
        return uid == null ? null : ResumeToken.write(uid, notes, before.resumeToken);
    }

    /** The present status, with nothing changed but that it does not go on for now. */
    public SoupSelectionStatus hindered(SelectionState.Hindered state, Instant now) {
        SoupSelectionStatus status = resource.getStatus() == null ? new SoupSelectionStatus() : resource.getStatus();
        List<EndedStage> stages = Notes.of(resource).stages();
        if (!isSameGeneration(status)) {
            status.completionTime = null; // it was the end of what was asked for before
        }
        RunTimes.write(state, stages, status, isSameGeneration(status), now, status);
        status.observedGeneration = generation();
        status.outcome = null;
        status.conditions = Conditions.of(status.conditions, state, stages, "", generation(), now);
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
    private void soFar(Counts counts, List<EndedStage> stages, SoupSelectionStatus before, SoupSelectionStatus status) {
        status.modelCounts = new ModelCountsStatus();
        status.modelCounts.listed = counts.listed();
        status.modelCounts.usable = counts.usable();
        status.modelCounts.run = counts.run();
        status.evaluations = new EvaluationsStatus();
        status.evaluations.budget = selection.evaluations();
        status.evaluations.proposed = counts.proposed();
        status.evaluations.done = counts.evaluated();
        WorkDone.lastRanked(stages).ifPresent(ranked -> {
            status.resolvedStrategy = ResultWriter.resolved(ranked.strategy());
            status.bestSingle = ResultWriter.bestSingle(ranked.bestSingle(), ranked.bestSingleScore());
        });
        ExcludedModels.write(stages, before, status);
    }
}
