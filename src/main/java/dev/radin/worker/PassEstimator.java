package dev.radin.worker;

import dev.radin.report.PassScores;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import dev.radin.soup.estimate.Estimator;
import dev.radin.soup.estimate.ValidationSet;
import java.util.List;

/** Estimates from passes in the cache, which are looked at when something is first asked, and again after a release. */
final class PassEstimator implements Estimator, AutoCloseable {

    private final Metric metric;
    private final PassScores scores;
    private final Resources resources;
    private List<ValidationSet> sets = List.of();
    private Estimator estimator;

    PassEstimator(Metric metric, PassScores scores, Resources resources) {
        this.metric = metric;
        this.scores = scores;
        this.resources = resources;
    }

    @Override
    public double[] estimate(List<Mixture> mixtures) {
        return mixtures.isEmpty() ? new double[0] : estimator().estimate(mixtures);
    }

    @Override
    public int affordable() {
        return estimator().affordable();
    }

    @Override
    public double[] rough(List<Mixture> mixtures) {
        return mixtures.isEmpty() ? new double[0] : estimator().rough(mixtures);
    }

    @Override
    public int affordableRoughly() {
        return estimator().affordableRoughly();
    }

    private Estimator estimator() {
        if (estimator == null) {
            if (metric.isOfLogits()) {
                sets = scores.validationSets();
                estimator = Estimator.of(metric, sets, resources);
            } else {
                estimator = Estimator.none();
            }
        }
        return estimator;
    }

    @Override
    public void release() {
        sets.forEach(ValidationSet::close);
        sets = List.of();
        estimator = null;
    }

    @Override
    public void close() {
        release();
    }
}
