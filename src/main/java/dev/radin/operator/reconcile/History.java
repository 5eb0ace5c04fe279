package dev.radin.operator.reconcile;

import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.resource.WorkersRevision;
import dev.radin.plan.Plan;
import dev.radin.plan.Possible;
import dev.radin.protocol.Selection;
import dev.radin.status.EndedStage;
import dev.radin.status.Notes;
import dev.radin.status.WorkDone;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of stages that have ended: from their Jobs as long as those exist, otherwise from the notes in
 * the status. Jobs come first, so notes that somebody edited mend themselves; but pods may be removed before their Job, and
 * their receipts with them, and then the notes know more.
 */
final class History {

    private History() {}

    /** @param selection whose stages they are; what cannot be true of those is as good as unknown */
    static List<EndedStage> of(Notes notes, WorkersRevision revision, List<ObservedJob> jobs, Selection selection) {
        Possible possible = new Possible(selection);
        List<EndedStage> history = new ArrayList<>();
        List<EndedStage> incomplete = new ArrayList<>();
        for (ObservedJob job : jobs) {
            job.ended(selection)
                    .filter(ended -> possible.is(ended.result()))
                    .filter(ended ->
                            ended.succeeded() || revision.hash().is(job.task().revision()))
                    .ifPresent(ended -> (ended.result().complete() ? history : incomplete).add(ended));
        }
        for (EndedStage remembered : notes.stages()) {
            boolean isPossible = possible.is(remembered.result());
            if (isPossible && (remembered.succeeded() || revision.made(remembered.job()))) {
                addUnlessKnown(history, remembered);
            }
        }
        incomplete.forEach(ended -> addUnlessKnown(history, ended));
        return history;
    }

    /** That it failed once, when its pods were run otherwise, is not all that there is to know of what has succeeded. */
    private static void addUnlessKnown(List<EndedStage> history, EndedStage ended) {
        if (history.stream()
                .filter(known -> known.succeeded() || !ended.succeeded())
                .noneMatch(known -> known.result().isOf(ended.result().task()))) {
            history.add(ended);
        }
    }

    /** The entries of a history that a plan has passed, in its order. */
    static WorkDone passed(Plan plan, List<EndedStage> history) {
        return new WorkDone(
                plan.passed().stream()
                        .map(result -> history.stream()
                                .filter(ended -> ended.result() == result)
                                .findFirst()
                                .orElseThrow())
                        .toList(),
                plan.earlier());
    }
}
