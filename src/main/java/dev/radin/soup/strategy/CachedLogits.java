package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import dev.radin.soup.estimate.ValidationSet;
import java.util.List;

/** What passes gave, for strategies that learn from it. */
public interface CachedLogits {

    /**
     * Over each validation dataset.
     *
     * @param mixtures single models, and soups that were evaluated and have finite logits; a column each
     * @return sets that the caller closes
     */
    List<ValidationSet> open(List<Mixture> mixtures);

    /** The NLL of an evaluated soup at its best temperature, in nats, the weighted mean over the datasets. */
    double calibratedLoss(Mixture soup);

    /** What learning may use. */
    Resources resources();
}
