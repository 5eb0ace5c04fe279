package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.CheckedSelection;
import dev.radin.api.v1alpha1.Problem;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.fault.Reason;
import dev.radin.operator.observe.Observation;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.observe.PodTrouble;
import dev.radin.operator.observe.UnreadableJob;
import dev.radin.operator.resource.Queueing;
import dev.radin.operator.resource.WorkersRevision;
import dev.radin.plan.EarlierRounds;
import dev.radin.plan.Plan;
import dev.radin.plan.Planner;
import dev.radin.plan.Possible;
import dev.radin.plan.Step;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.SelectionDocument;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.status.EndedStage;
import dev.radin.status.Notes;
import dev.radin.status.PodBlocker;
import dev.radin.status.SelectionState;
import dev.radin.status.WorkDone;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * From a resource and its Jobs to what has to be done: a pure function. All of it follows from what exists, so an operator
 * that was killed at any moment goes on from the same point.
 */
public final class Decider {

    /** Jobs of one stage that may end without their result being known, before that is taken for a fault. */
    private static final int REPETITIONS = 3;

    private final SoupSelection resource;
    private final Observation observation;
    private final List<ObservedJob> jobs;

    private Decider(SoupSelection resource, Observation observation) {
        this.resource = resource;
        this.observation = observation;
        this.jobs = observation.jobs();
    }

    /** @param observation all Jobs that the resource owns */
    public static Decision decide(CheckedSelection checked, Observation observation) {
        Decider decider = new Decider(checked.resource(), observation);
        if (checked.document() != null) {
            return decider.decide(checked.document());
        }
        String all = checked.problems().stream().map(Problem::toString).collect(Collectors.joining("; "));
        return decider.ended(new SelectionState.Refused(Reason.InvalidSpec, all), WorkDone.NONE);
    }

    private Decision decide(SelectionDocument document) {
        WorkersRevision revision = WorkersRevision.of(resource);
        Notes notes = Notes.of(resource);
        Possible possible = new Possible(document.selection());
        List<EndedStage> history = History.of(notes, revision, jobs, document.selection());
        Planner planner =
                new Planner(document.selection(), Selections.passesPerPod(resource), Selections.rerunNonce(resource));
        Plan plan = planner.next(
                history.stream().map(EndedStage::result).toList(),
                possible.is(notes.earlier()) ? notes.earlier() : EarlierRounds.NONE);
        WorkDone done = History.passed(plan, history);
        if (plan.step() instanceof Step.Launch launch) {
            return underWay(revision, launch.task(), done);
        }
        return ended(new SelectionState.Ended(plan.step()), done);
    }

    private Decision ended(SelectionState state, WorkDone done) {
        return new Decision(state, done, Optional.empty(), Optional.empty(), unwanted(null));
    }

    private Decision underWay(WorkersRevision revision, StageTask task, WorkDone done) {
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            List<String> names = revision.jobNames(resource, task, repetition);
            Optional<UnreadableJob> unreadable = observation.unreadable().stream()
                    .filter(j -> names.contains(j.name()))
                    .findFirst();
            Optional<ObservedJob> job =
                    jobs.stream().filter(j -> names.contains(j.name())).findFirst();
            if (unreadable.isPresent()) {
                return ended(
                        new SelectionState.Refused(
                                Reason.NameConflict, unreadable.get().message()),
                        done);
            } else if (job.isEmpty()) {
                return missing(new Decision.Launch(names.get(0), task), done);
            } else if (!job.get().task().isOf(task)) {
                return ended(nameTaken(job.get().name()), done);
            } else if (!job.get().isFinished()) {
                return running(job.get(), task, done);
            }
        }
        String message =
                "Jobs of stage " + task.title() + " ended " + REPETITIONS + " times without a result that could"
                        + " be read; do they run the image of this version, and does anything remove their pods?";
        Step failed = new Step.Failed(task, new Receipt.Failure(Reason.WorkerFailed, message));
        return ended(new SelectionState.Ended(failed), done);
    }

    private Decision missing(Decision.Launch launch, WorkDone done) {
        return suspended()
                ? ended(new SelectionState.Suspended(), done)
                : new Decision(
                        new SelectionState.Running(launch.task(), itemsDone(launch.task(), 0, done), null),
                        done,
                        Optional.of(launch),
                        Optional.empty(),
                        unwanted(launch.name()));
    }

    private Decision running(ObservedJob job, StageTask task, WorkDone done) {
        int itemsDone = itemsDone(task, job.itemsDone(task.items()), done);
        SelectionState state = suspended()
                ? new SelectionState.Suspended()
                : new SelectionState.Running(task, itemsDone, blocker(job));
        // What a queue admits is not ours to suspend: the Job is deleted, and made again when it is wanted again.
        // So is one that waits in a queue other than the resource asks for now.
        boolean kept = suspended()
                ? !job.isQueued() && !job.isResumedByAnother()
                : job.heldSince().isEmpty()
                        || job.askedQueue().equals(Queueing.of(resource).asked());
        return new Decision(
                state,
                done,
                Optional.empty(),
                kept ? Optional.of(job) : Optional.empty(),
                unwanted(kept ? job.name() : null));
    }

    /** Soups whose passes were in the cache before evaluate began are done as well. */
    private static int itemsDone(StageTask task, int ofShares, WorkDone done) {
        if (task.stage() != Stage.evaluate) {
            return ofShares;
        }
        int cached = done.lastRanked().map(Receipt.Ranked::cachedSoups).orElse(0);
        return Math.max(cached, ofShares);
    }

    static SelectionState.Refused nameTaken(String jobName) {
        return new SelectionState.Refused(
                Reason.NameConflict,
                "Job " + jobName
                        + " exists already and is not one that the operator made for this SoupSelection; delete"
                        + " it, or rename one of the two, then set spec.rerunNonce to any new value");
    }

    private static PodBlocker blocker(ObservedJob job) {
        return PodTrouble.of(job).orElse(null);
    }

    private boolean suspended() {
        return Boolean.TRUE.equals(resource.getSpec().suspend);
    }

    private List<ObservedJob> unwanted(String except) {
        return jobs.stream()
                .filter(job -> !job.isFinished()
                        && !job.isBeingDeleted()
                        && !job.name().equals(except))
                .toList();
    }
}
