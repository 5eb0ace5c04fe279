package dev.radin.soup.estimate;

import dev.radin.soup.Mixture;
import dev.radin.soup.WeightedMean;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The weighted mean of the estimates on several datasets. */
record WeightedEstimator(List<SetEstimator> sets, double[] weights) implements Estimator {

    private static final double AFFORDABLE_OPERATIONS = 3e10;
    /** Fewer would be no search at all; more would not fit in memory with 256 models. */
    private static final double FEWEST = 500;

    private static final double MOST = 70_000;

    @Override
    public double[] estimate(List<Mixture> mixtures) {
        return mean(mixtures.size(), set -> set.utilities(mixtures));
    }

    @Override
    public double[] rough(List<Mixture> mixtures) {
        return mean(mixtures.size(), set -> set.rough(mixtures));
    }

    private double[] mean(int mixtures, Function<SetEstimator, double[]> of) {
        List<double[]> utilities = sets.stream().map(of).toList();
        if (sets.size() == 1) {
            return utilities.get(0);
        }
        return IntStream.range(0, mixtures)
                .mapToDouble(m -> WeightedMean.of(
                        utilities.stream().mapToDouble(u -> u[m]).toArray(), weights))
                .toArray();
    }

    @Override
    public int affordable() {
        return affordable(SetEstimator::operations);
    }

    @Override
    public int affordableRoughly() {
        return affordable(SetEstimator::roughOperations);
    }

    private int affordable(ToDoubleFunction<SetEstimator> ofOne) {
        double operations = sets.stream().mapToDouble(ofOne).sum();
        return (int) Math.max(FEWEST, Math.min(MOST, AFFORDABLE_OPERATIONS / Math.max(1, operations)));
    }
}
