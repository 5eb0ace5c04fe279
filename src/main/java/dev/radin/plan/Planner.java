package dev.radin.plan;

import dev.radin.protocol.Cost;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Json;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides the next stage from what was asked for and what has ended. A pure function: it can be asked at any time, after
 * any crash, and gives the same answer for the same history.
 *
 * <p>A stage is recognised by its {@code work}, a hash of what it is asked to do, so results of an earlier version of the
 * resource are never taken for today's. Rounds depend on nothing but the inspection and the passes, so a later round's
 * result stands for all before it, and those may be forgotten.
 */
public final class Planner {

    private final Selection selection;
    private final String selectionHash;
    private final int passesPerShare;
    private final String requestedAt;

    /**
     * @param passesPerShare how many passes one worker makes
     * @param requestedAt any text; another one than before has everything looked at again
     */
    public Planner(Selection selection, int passesPerShare, String requestedAt) {
        this.selection = selection;
        this.selectionHash = Hash.sha256(Json.write(selection));
        this.passesPerShare = passesPerShare;
        this.requestedAt = requestedAt;
    }

    public Planner(Selection selection, int passesPerShare) {
        this(selection, passesPerShare, "");
    }

    /** @param history every stage that has ended, in any order, those of other work included */
    public Plan next(List<StageResult> history) {
        StageLookup trail = new StageLookup(history);
        Step step = next(trail);
        return new Plan(step, trail.passed());
    }

    private Step next(StageLookup history) {
        StageTask inspect = task(Stage.inspect, 0, 1, 1, null, null, List.of(selectionHash, requestedAt));
        Optional<StageResult> inspected = history.find(inspect);
        if (pending(inspected)) {
            return stop(inspect, inspected);
        }
        String inspection = inspected.get().receipt().result();

        int vertexPasses = inspected.get().receipt().inspected().passes();
        if (vertexPasses > 0) {
            StageTask extract = task(Stage.extract, 0, vertexPasses, passesPerShare, inspection, null, List.of());
            Optional<StageResult> extracted = history.find(extract);
            if (pending(extracted)) {
                return stop(extract, extracted);
            }
        }
        return rounds(history, inspection);
    }

    private Step rounds(StageLookup history, String inspection) {
        int round = history.last(Stage.rank, r -> rank(r, inspection, null));
        for (int earlier = 1; earlier < round; earlier++) {
            history.find(rank(earlier, inspection, null));
            history.find(evaluate(earlier, 1, inspection, null));
        }
        StageTask rank = rank(Math.max(1, round), inspection, null);
        Optional<StageResult> ranked = history.find(rank);
        if (pending(ranked)) {
            return stop(rank, ranked);
        }
        Receipt.Ranked outcome = ranked.get().receipt().ranked();
        String ranking = ranked.get().receipt().result();
        if (outcome.added() > 0) {
            StageTask evaluate = evaluate(round, outcome.added(), inspection, ranking);
            Optional<StageResult> evaluated = history.find(evaluate);
            if (pending(evaluated)) {
                return stop(evaluate, evaluated);
            }
        }
        return outcome.added() == 0 || !outcome.more()
                ? publish(history, inspection, ranking)
                : new Step.Launch(rank(round + 1, inspection, ranking));
    }

    private Step publish(StageLookup history, String inspection, String ranking) {
        StageTask publish = task(Stage.publish, 0, 1, 1, inspection, ranking, List.of("ranking " + ranking))
                .after(history.cost());
        Optional<StageResult> published = history.find(publish);
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

    /** @param ranking of this round; the work is the same whatever its name, as for {@link #rank} */
    private StageTask evaluate(int round, int soups, String inspection, String ranking) {
        int soupsPerShare = Math.max(1, passesPerShare / selection.validation().size());
        return task(Stage.evaluate, round, soups, soupsPerShare, inspection, ranking, List.of());
    }

    /** @param ranking of the round before, which the stage reads */
    private StageTask rank(int round, String inspection, String ranking) {
        return task(Stage.rank, round, 1, 1, inspection, ranking, List.of());
    }

    /** @param asked what else decides what the stage has to do, beside the selection, the inspection and the round */
    private StageTask task(
            Stage stage,
            int round,
            int items,
            int itemsPerShare,
            String inspection,
            String ranking,
            List<String> asked) {
        List<String> lines =
                new ArrayList<>(List.of(stage.toString(), selectionHash, "round " + round, "inspection " + inspection));
        lines.addAll(asked);
        String work = Hash.brief(Hash.sha256(lines));
        return new StageTask(stage, round, work, items, itemsPerShare, inspection, ranking, Cost.NONE);
    }
}
