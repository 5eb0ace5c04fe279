package dev.radin.soup.estimate;

import dev.radin.soup.LabelCheck;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Threads;
import java.util.List;
import java.util.Optional;

/** Estimates on one dataset. */
interface SetEstimator {

    /** Of logits that can decide; with more of them all logits are as good. A model that is mostly wrong leaves many. */
    long MOST_BYTES = 512L << 20;

    /** One utility a mixture. */
    double[] utilities(List<Mixture> mixtures);

    /** Floating-point operations for a mixture of average size, about. */
    double operations();

    static SetEstimator of(Metric metric, ValidationSet set, Threads threads) {
        LabelCheck.requireFit(
                set.labels(), set.logits().examples(), set.logits().classes(), "a validation dataset");
        Optional<? extends SetEstimator> pruned =
                switch (metric) {
                    case Accuracy -> MarginTable.of(set.logits(), set.labels(), MOST_BYTES, threads)
                            .map(table -> new MarginEstimator(table, threads));
                    case Top5Accuracy -> TopFive.of(set, MOST_BYTES, threads);
                    case MacroF1 -> MacroF1.of(set, MOST_BYTES, threads);
                    case NegativeLogLikelihood -> Optional.empty();
                };
        return pruned.isPresent() ? pruned.get() : new DenseEstimator(metric, set, threads);
    }
}
