package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.resource.WorkersRevision;
import dev.radin.plan.Plan;
import dev.radin.plan.StageResult;
import dev.radin.status.EndedStage;
import dev.radin.status.StageHistory;
import java.util.ArrayList;
import java.util.List;

/**
 * What is known of stages that have ended: from Jobs, as far as they are still there, otherwise from the status. A Job's
 * word counts more, so a status that somebody edited mends itself; but pods may be gone before their Job, and their counts
 * with them.
 */
final class History {

    private History() {}

    static List<EndedStage> of(SoupSelection resource, WorkersRevision attempt, List<ObservedJob> jobs) {
        List<EndedStage> history = new ArrayList<>();
        List<EndedStage> inPart = new ArrayList<>();
        for (ObservedJob job : jobs) {
            job.ended()
                    .filter(ended -> ended.succeeded() || attempt.hash().equals(job.attempt()))
                    .ifPresent((job.hasEveryReceipt() ? history : inPart)::add);
        }
        for (EndedStage remembered : StageHistory.read(resource.getStatus())) {
            if (remembered.succeeded() || attempt.made(remembered.job())) {
                addUnlessKnown(history, remembered);
            }
        }
        inPart.forEach(ended -> addUnlessKnown(history, ended));
        return history;
    }

    private static void addUnlessKnown(List<EndedStage> history, EndedStage ended) {
        if (history.stream().noneMatch(known -> sameWork(known.result(), ended.result()))) {
            history.add(ended);
        }
    }

    /** The entries of a history that a plan has come past, in its order. */
    static List<EndedStage> passed(Plan plan, List<EndedStage> history) {
        return plan.passed().stream()
                .map(result -> history.stream()
                        .filter(ended -> ended.result() == result)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    private static boolean sameWork(StageResult one, StageResult other) {
        return one.task().stage() == other.task().stage()
                && one.task().work().equals(other.task().work());
    }
}
