package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.Problem;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SpecValidator;
import dev.radin.fault.Reason;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.observe.PodTrouble;
import dev.radin.operator.resource.JobLabels;
import dev.radin.operator.resource.WorkersRevision;
import dev.radin.plan.Plan;
import dev.radin.plan.Planner;
import dev.radin.plan.Step;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection;
import dev.radin.protocol.StageTask;
import dev.radin.status.EndedStage;
import dev.radin.status.PodBlocker;
import dev.radin.status.SelectionState;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * From a resource and its Jobs to what has to be done: a pure function. Everything it says follows from what is there, so
 * an operator that was killed anywhere goes on from the same point.
 */
public final class Decider {

    /** Jobs of one stage that may end without their result being known, before that is taken for a fault. */
    private static final int REPETITIONS = 3;

    private final SoupSelection resource;
    private final Selection selection;
    private final List<ObservedJob> jobs;

    private Decider(SoupSelection resource, Selection selection, List<ObservedJob> jobs) {
        this.resource = resource;
        this.selection = selection;
        this.jobs = jobs;
    }

    /** @param jobs all that the resource owns */
    public static Decision decide(SoupSelection resource, List<ObservedJob> jobs) {
        List<Problem> problems = SpecValidator.validate(resource);
        if (problems.isEmpty()) {
            return new Decider(resource, Selections.of(resource), jobs).decide();
        }
        String all = problems.stream().map(Problem::toString).collect(Collectors.joining("; "));
        return new Decider(resource, null, jobs).ended(new SelectionState.Refused(Reason.InvalidSpec, all), List.of());
    }

    private Decision decide() {
        WorkersRevision attempt = WorkersRevision.of(resource);
        List<EndedStage> history = History.of(resource, attempt, jobs);
        Planner planner =
                new Planner(selection, Selections.passesPerPod(resource), WorkersRevision.requestedAt(resource));
        Plan plan = planner.next(history.stream().map(EndedStage::result).toList());
        List<EndedStage> passed = History.passed(plan, history);
        if (plan.step() instanceof Step.Launch launch) {
            return underWay(attempt, launch.task(), passed);
        }
        return ended(new SelectionState.Ended(plan.step()), passed);
    }

    private Decision ended(SelectionState situation, List<EndedStage> passed) {
        return new Decision(selection, situation, passed, Optional.empty(), Optional.empty(), unwanted(null));
    }

    private Decision underWay(WorkersRevision attempt, StageTask task, List<EndedStage> passed) {
        for (int repetition = 0; repetition < REPETITIONS; repetition++) {
            String name = attempt.jobName(resource, task, repetition);
            Optional<ObservedJob> job =
                    jobs.stream().filter(j -> j.name().equals(name)).findFirst();
            if (job.isEmpty()) {
                return missing(new Decision.Launch(name, task), passed);
            } else if (!job.get().isOf(task)) {
                return ended(nameTaken(name), passed);
            } else if (!job.get().isFinished()) {
                return running(job.get(), task, passed);
            }
        }
        String message =
                "Jobs of stage " + task.title() + " ended " + REPETITIONS + " times without a result that could"
                        + " be read; do they run the image of this version, and does anything remove their pods?";
        Step failed = new Step.Failed(task, new Receipt.Failure(Reason.WorkerFailed, message));
        return ended(new SelectionState.Ended(failed), passed);
    }

    private Decision missing(Decision.Launch launch, List<EndedStage> passed) {
        return suspended()
                ? ended(new SelectionState.Suspended(), passed)
                : new Decision(
                        selection,
                        new SelectionState.Running(launch.task(), 0, null),
                        passed,
                        Optional.of(launch),
                        Optional.empty(),
                        unwanted(launch.name()));
    }

    private Decision running(ObservedJob job, StageTask task, List<EndedStage> passed) {
        SelectionState situation = suspended()
                ? new SelectionState.Suspended()
                : new SelectionState.Running(task, job.itemsDone(task.items()), waiting(job));
        // What a queue admits is not ours to suspend: the Job goes, and comes back when it is wanted again.
        boolean kept = !(suspended() && job.isQueued());
        return new Decision(
                selection,
                situation,
                passed,
                Optional.empty(),
                kept ? Optional.of(job) : Optional.empty(),
                unwanted(kept ? job.name() : null));
    }

    static SelectionState.Refused nameTaken(String jobName) {
        return new SelectionState.Refused(
                Reason.NameConflict,
                "Job " + jobName + " is there already and is not of this SoupSelection; remove it, or rename one of the"
                        + " two, then set the annotation " + JobLabels.REQUESTED_AT + " to any new value");
    }

    private static PodBlocker waiting(ObservedJob job) {
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
