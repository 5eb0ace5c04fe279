package dev.radin.soup.estimate;

import dev.radin.soup.LabelCheck;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Threads;
import java.util.List;
import java.util.Optional;

/** Estimates on one dataset. */
interface SetEstimator {

    /** One utility a mixture. */
    double[] utilities(List<Mixture> mixtures);

    /** Floating-point operations for a mixture of average size, about. */
    double operations();

    /** As {@link #utilities}, or close to them where that is much cheaper. */
    default double[] rough(List<Mixture> mixtures) {
        return utilities(mixtures);
    }

    /** The operations of {@link #rough}. */
    default double roughOperations() {
        return operations();
    }

    static SetEstimator of(Metric metric, ValidationSet set, RankingMemory memory, Threads threads) {
        LabelCheck.requireFit(
                set.labels(), set.logits().examples(), set.logits().classes(), set.title());
        metric.requireClasses(set.logits().classes());
        Optional<? extends SetEstimator> ofItsOwn =
                switch (metric.type()) {
                    case Accuracy -> accuracy(set, memory, threads);
                    case TopKAccuracy -> metric.k() == 1
                            ? accuracy(set, memory, threads)
                            : TopClasses.of(metric, set, memory, threads);
                    case MacroF1 -> MacroF1.of(set, memory, threads);
                    case NegativeLogLikelihood -> Optional.of(new LossEstimator(set, memory, threads));
                    case MeanScore -> throw new IllegalArgumentException("without logits there are no estimates");
                };
        return ofItsOwn.isPresent() ? ofItsOwn.get() : new DenseEstimator(metric, set, memory, threads);
    }

    private static Optional<MarginEstimator> accuracy(ValidationSet set, RankingMemory memory, Threads threads) {
        return MarginTable.of(set, memory, threads).map(table -> new MarginEstimator(table, memory, threads));
    }
}
