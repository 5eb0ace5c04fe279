package dev.radin.plan;

import dev.radin.protocol.Cost;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Json;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import java.util.List;
import java.util.Optional;

/**
 * Decides the next stage from what was asked for and what has ended. A pure function: it can be asked at any time, after
 * any crash, and gives the same answer for the same history.
 *
 * <p>A stage is recognised by its {@code work}, a hash of what it is asked to do, so results of an earlier version of the
 * resource are never taken for today's.
 */
public final class Planner {

    private final Selection selection;
    private final int passesPerShare;

    public Planner(Selection selection, int passesPerShare) {
        this.selection = selection;
        this.passesPerShare = passesPerShare;
    }

    /** @param history every stage that has ended, in any order, those of other work included */
    public Step next(List<StageResult> history) {
        StageTask inspect = task(Stage.inspect, 0, 1, 1, null, null, Cost.NONE);
        Optional<StageResult> inspected = find(history, inspect);
        if (pending(inspected)) {
            return stop(inspect, inspected);
        }
        String inspection = inspected.get().receipt().result();

        int vertexPasses = inspected.get().receipt().inspected().passes();
        if (vertexPasses > 0) {
            StageTask extract = task(Stage.extract, 0, vertexPasses, passesPerShare, inspection, null, Cost.NONE);
            Optional<StageResult> extracted = find(history, extract);
            if (pending(extracted)) {
                return stop(extract, extracted);
            }
        }
        return rounds(history, inspection);
    }

    private Step rounds(List<StageResult> history, String inspection) {
        String ranking = null;
        int proposed = 0;
        for (int round = 1; ; round++) {
            StageTask rank = task(Stage.rank, round, 1, 1, inspection, ranking, Cost.NONE);
            Optional<StageResult> ranked = find(history, rank);
            if (pending(ranked)) {
                return stop(rank, ranked);
            }
            Receipt.Ranked outcome = ranked.get().receipt().ranked();
            ranking = ranked.get().receipt().result();
            int soups = outcome.proposed() - proposed;
            proposed = outcome.proposed();
            if (soups > 0) {
                int soupsPerShare =
                        Math.max(1, passesPerShare / selection.validation().size());
                StageTask evaluate = task(Stage.evaluate, round, soups, soupsPerShare, inspection, ranking, Cost.NONE);
                Optional<StageResult> evaluated = find(history, evaluate);
                if (pending(evaluated)) {
                    return stop(evaluate, evaluated);
                }
            }
            if (soups == 0 || !outcome.more()) {
                return publish(history, inspection, ranking);
            }
        }
    }

    private Step publish(List<StageResult> history, String inspection, String ranking) {
        Cost soFar = history.stream()
                .filter(r -> r.task().stage() != Stage.publish)
                .map(r -> r.receipt().cost())
                .reduce(Cost.NONE, Cost::plus);
        StageTask publish = task(Stage.publish, 0, 1, 1, inspection, ranking, soFar);
        Optional<StageResult> published = find(history, publish);
        return pending(published)
                ? stop(publish, published)
                : new Step.Finished(published.get().receipt().published());
    }

    private static boolean pending(Optional<StageResult> result) {
        return result.isEmpty() || result.get().failed();
    }

    private static Step stop(StageTask task, Optional<StageResult> result) {
        return result.isEmpty()
                ? new Step.Launch(task)
                : new Step.Failed(task, result.get().receipt().failure());
    }

    private static Optional<StageResult> find(List<StageResult> history, StageTask task) {
        return history.stream()
                .filter(r -> r.task().stage() == task.stage() && r.task().work().equals(task.work()))
                .findFirst();
    }

    private StageTask task(
            Stage stage, int round, int items, int itemsPerShare, String inspection, String ranking, Cost cost) {
        String work = Hash.brief(Hash.sha256(List.of(
                stage.toString(),
                Hash.sha256(Json.write(selection)),
                "round " + round,
                "items per share " + itemsPerShare,
                "inspection " + inspection,
                "ranking " + ranking)));
        int shares = (items + itemsPerShare - 1) / itemsPerShare;
        return new StageTask(stage, round, work, shares, itemsPerShare, inspection, ranking, cost);
    }
}
