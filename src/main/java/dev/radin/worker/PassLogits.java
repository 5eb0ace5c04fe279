package dev.radin.worker;

import dev.radin.report.PassScores;
import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import dev.radin.soup.estimate.ValidationSet;
import dev.radin.soup.strategy.CachedLogits;
import java.util.List;

/** The logits of passes in the cache. */
record PassLogits(PassScores scores, Resources resources) implements CachedLogits {

    @Override
    public List<ValidationSet> open(List<Mixture> mixtures) {
        return scores.validationSets(mixtures);
    }

    @Override
    public double calibratedLoss(Mixture soup) {
        return scores.calibratedLoss(soup);
    }
}
