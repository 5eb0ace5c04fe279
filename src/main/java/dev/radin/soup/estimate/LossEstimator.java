package dev.radin.soup.estimate;

import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Threads;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Negative log-likelihood: from all logits, and roughly from a table of {@link BoundedLoss}, which is made when it is first
 * asked.
 */
final class LossEstimator implements SetEstimator {

    /** An exponential costs about as much as so many members more. */
    private static final int EXPONENTIAL_OPERATIONS = 8;

    private final ValidationSet set;
    private final RankingMemory memory;
    private final Threads threads;
    private final DenseEstimator dense;
    /** Null until it is asked for. */
    private Optional<BoundedLoss> table;

    LossEstimator(ValidationSet set, RankingMemory memory, Threads threads) {
        this.set = set;
        this.memory = memory;
        this.threads = threads;
        this.dense = new DenseEstimator(Metric.NEGATIVE_LOG_LIKELIHOOD, set, memory, threads);
    }

    private Optional<BoundedLoss> table() {
        if (table == null) {
            table = BoundedLoss.of(set, memory, threads);
        }
        return table;
    }

    @Override
    public double[] utilities(List<Mixture> mixtures) {
        return dense.utilities(mixtures);
    }

    @Override
    public double[] rough(List<Mixture> mixtures) {
        return table().map(bounded -> Arrays.stream(bounded.bounds(mixtures).estimates())
                        .map(Metric.NEGATIVE_LOG_LIKELIHOOD::utility)
                        .toArray())
                .orElseGet(() -> utilities(mixtures));
    }

    @Override
    public double operations() {
        return dense.operations();
    }

    @Override
    public double roughOperations() {
        int models = set.logits().models();
        return table().map(bounded -> bounded.pairs() * (models / 2.0 / Float32Rows.AT_ONCE + EXPONENTIAL_OPERATIONS))
                .orElseGet(this::operations);
    }
}
