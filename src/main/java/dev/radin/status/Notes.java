package dev.radin.status;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.plan.EarlierRounds;
import dev.radin.plan.StageResult;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.StageTask;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;

/**
 * What the operator remembers of a selection from one look to the next, so that a Job which is gone is not taken for one that
 * never was. It is all that is ever decided from a status. Whoever may edit the status may write it: what is remembered has
 * to be checked against the spec, and at worst leads to work that is done again.
 *
 * @param counts null before anything was counted
 */
public record Notes(Counts counts, List<EndedStage> stages, EarlierRounds earlier) {

    public static final Notes NONE = new Notes(null, List.of(), EarlierRounds.NONE);

    /** @return none for a resource that has none which can be read */
    public static Notes of(SoupSelection resource) {
        return of(resource.getStatus(), resource.getMetadata().getUid());
    }

    /**
     * @param status may be null
     * @param uid of the resource
     */
    public static Notes of(SoupSelectionStatus status, String uid) {
        return status == null ? NONE : ResumeToken.read(status.resumeToken, uid).orElse(NONE);
    }

    /**
     * Whether a later version has brought it to its end, well or badly, as it is now. What that version remembers cannot be
     * read here, and would be taken for nothing done; so the end is left as it is.
     */
    public static boolean haveEndedInLaterVersion(SoupSelection resource) {
        SoupSelectionStatus status = resource.getStatus();
        return status != null
                && Objects.equals(
                        status.observedGeneration, resource.getMetadata().getGeneration())
                && status.completionTime != null
                && ResumeToken.isOfLaterVersion(
                        status.resumeToken, resource.getMetadata().getUid());
    }

    /** @return what is worth keeping: texts as brief as they are shown, and no lists that only people read */
    static Notes of(Counts counts, WorkDone done) {
        return new Notes(counts, done.stages().stream().map(Notes::kept).toList(), done.earlier());
    }

    private static EndedStage kept(EndedStage ended) {
        StageTask task = ended.result().task();
        Receipt receipt = ended.result().receipt();
        Receipt kept = receipt.failure() != null
                ? Receipt.failed(
                        task.stage(),
                        receipt.failure().reason(),
                        Texts.brief(receipt.failure().message()))
                : new Receipt(
                        receipt.stage(),
                        receipt.result(),
                        ended.cost(),
                        List.of(),
                        receipt.excludedCount(),
                        null,
                        receipt.inspected(),
                        receipt.ranked(),
                        receipt.published());
        return ended(task.round(), task.taskHash().present(), kept, ended.start(), ended.end(), ended.job());
    }

    /** With as much of the task as identifies its result. */
    static EndedStage ended(int round, String taskHash, Receipt receipt, Instant start, Instant end, String job) {
        StageTask task = new StageTask(receipt.stage(), round, AskedHash.kept(taskHash), 1, 1, null, null, Cost.NONE);
        return new EndedStage(new StageResult(task, receipt), seconds(start), seconds(end), job);
    }

    private static Instant seconds(Instant time) {
        return time == null ? null : time.truncatedTo(ChronoUnit.SECONDS);
    }
}
