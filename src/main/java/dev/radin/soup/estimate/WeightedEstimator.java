package dev.radin.soup.estimate;

import dev.radin.soup.Mixture;
import dev.radin.soup.WeightedMean;
import java.util.List;
import java.util.stream.IntStream;

/** The weighted mean of the estimates on several datasets. */
record WeightedEstimator(List<SetEstimator> sets, double[] weights) implements Estimator {

    private static final double AFFORDABLE_OPERATIONS = 3e10;
    /** Fewer would be no search at all; more would not fit in memory with 256 models. */
    private static final double FEWEST = 500;

    private static final double MOST = 70_000;

    @Override
    public double[] estimate(List<Mixture> mixtures) {
        List<double[]> utilities =
                sets.stream().map(set -> set.utilities(mixtures)).toList();
        if (sets.size() == 1) {
            return utilities.get(0);
        }
        return IntStream.range(0, mixtures.size())
                .mapToDouble(m -> WeightedMean.of(
                        utilities.stream().mapToDouble(u -> u[m]).toArray(), weights))
                .toArray();
    }

    @Override
    public int affordable() {
        double operations = sets.stream().mapToDouble(SetEstimator::operations).sum();
        return (int) Math.max(FEWEST, Math.min(MOST, AFFORDABLE_OPERATIONS / Math.max(1, operations)));
    }
}
