package dev.radin.worker;

import dev.radin.protocol.Inspection;
import dev.radin.protocol.Ranking;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.weights.ModelPool;
import java.util.List;

/** Averages the proposed soups of a round and runs them over the validation data. */
final class EvaluateStage {

    private final StageContext context;

    EvaluateStage(StageContext context) {
        this.context = context;
    }

    Receipt run(StageTask task, int share) {
        Inspection inspection = context.inspection(task);
        ModelPool pool = ModelPool.of(context.workspace(), inspection);
        List<Ranking.Proposal> round = context.ranking(task).proposals().stream()
                .filter(p -> p.round() == task.round())
                .toList();
        List<PassMaker.Order> orders = task.shareOf(round, share).stream()
                .map(p -> new PassMaker.Order(
                        ModelPool.title(p.candidate().models()), pool.mixture(p.candidate()), inspection.validation()))
                .toList();
        PassMaker maker = new PassMaker(context, inspection, pool.everyone());
        maker.make(orders);
        // A soup that gives no finite logits is a result, not a fault of any model.
        return Receipt.passes(Stage.evaluate, maker.cost(), List.of());
    }
}
