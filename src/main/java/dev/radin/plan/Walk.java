package dev.radin.plan;

import dev.radin.protocol.Cost;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** One walk along the stages of a selection, through those that have ended, up to the first that has not. */
final class Walk {

    private final StageTasks tasks;
    private final List<StageResult> history;
    private final EarlierRounds remembered;
    private final List<StageResult> passed = new ArrayList<>();
    private EarlierRounds earlier = EarlierRounds.NONE;

    /** @param remembered rounds that may be missing from the history, of this or of other work */
    Walk(StageTasks tasks, List<StageResult> history, EarlierRounds remembered) {
        this.tasks = tasks;
        this.history = history;
        this.remembered = remembered;
    }

    Plan plan() {
        Step step = inspect();
        return new Plan(step, List.copyOf(passed), earlier);
    }

    private Step inspect() {
        StageTask inspect = tasks.inspect();
        Optional<StageResult> inspected = pass(inspect);
        if (isPending(inspected)) {
            return stop(inspect, inspected);
        }
        String inspection = inspected.get().receipt().result();

        int missingPasses = inspected.get().receipt().inspected().passes();
        if (missingPasses > 0) {
            StageTask extract = tasks.extract(missingPasses, inspection);
            Optional<StageResult> extracted = pass(extract);
            if (isPending(extracted)) {
                return stop(extract, extracted);
            }
        }
        return rounds(inspection);
    }

    private Step rounds(String inspection) {
        int round = lastRanked(inspection);
        passEarlierRounds(round, inspection);
        StageTask rank = tasks.rank(Math.max(1, round), inspection, null);
        Optional<StageResult> ranked = pass(rank);
        if (isPending(ranked)) {
            return stop(rank, ranked);
        }
        Receipt.Ranked outcome = ranked.get().receipt().ranked();
        String ranking = ranked.get().receipt().result();
        if (outcome.added() > 0) {
            StageTask evaluate = tasks.evaluate(round, outcome.added(), inspection, ranking);
            Optional<StageResult> evaluated = pass(evaluate);
            if (isPending(evaluated)) {
                return stop(evaluate, evaluated);
            }
        }
        return outcome.added() == 0 || !outcome.more()
                ? publish(inspection, ranking)
                : new Step.Launch(tasks.rank(round + 1, inspection, ranking));
    }

    /** The latest round that was ranked; 0 when there is none. */
    private int lastRanked(String inspection) {
        return history.stream()
                .filter(r -> r.task().stage() == Stage.rank)
                .filter(r -> r.isOf(tasks.rank(r.task().round(), inspection, null)))
                .mapToInt(r -> r.task().round())
                .max()
                .orElse(0);
    }

    /** Counts them one by one where the history has them all, and otherwise by the sum that was remembered. */
    private void passEarlierRounds(int round, String inspection) {
        boolean isOurs = remembered.last() > 0
                && remembered.last() < round
                && tasks.rank(remembered.last(), inspection, null).taskHash().is(remembered.taskHash());
        if (isOurs && !areKnown(remembered.last(), inspection)) {
            earlier = remembered;
        }
        for (int r = earlier.last() + 1; r < round; r++) {
            pass(tasks.rank(r, inspection, null));
            pass(tasks.evaluate(r, 1, inspection, null));
        }
    }

    private boolean areKnown(int rounds, String inspection) {
        return IntStream.rangeClosed(1, rounds)
                .mapToObj(r -> List.of(tasks.rank(r, inspection, null), tasks.evaluate(r, 1, inspection, null)))
                .flatMap(List::stream)
                .allMatch(task -> find(task).filter(StageResult::complete).isPresent());
    }

    private Step publish(String inspection, String ranking) {
        Cost soFar = passed.stream().map(r -> r.receipt().cost()).reduce(earlier.cost(), Cost::plus);
        StageTask publish = tasks.publish(inspection, ranking, soFar);
        Optional<StageResult> published = pass(publish);
        return isPending(published)
                ? stop(publish, published)
                : new Step.Finished(published.get().receipt().published());
    }

    /** Of several the first that did not fail: what succeeded stays, also where the same failed in pods that were run otherwise. */
    private Optional<StageResult> find(StageTask task) {
        return history.stream()
                .filter(r -> r.isOf(task))
                .reduce((one, other) -> one.failed() && !other.failed() ? other : one);
    }

    /** The result of a task, which the walk has then passed. */
    private Optional<StageResult> pass(StageTask task) {
        Optional<StageResult> result = find(task);
        result.ifPresent(passed::add);
        return result;
    }

    private static boolean isPending(Optional<StageResult> result) {
        return result.isEmpty() || result.get().failed();
    }

    private static Step stop(StageTask task, Optional<StageResult> result) {
        return result.isEmpty()
                ? new Step.Launch(task)
                : new Step.Failed(task, result.get().receipt().failure());
    }
}
