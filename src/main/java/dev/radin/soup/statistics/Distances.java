package dev.radin.soup.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** How far models are from each other in weight space. Which may meet in a soup is for {@link Basins} to tell. */
public final class Distances {

    private static final double NEARLY_EQUAL = 1e-3;

    private Distances() {}

    /**
     * The median distance of each model to the others, [models]; NaN where there is no other.
     *
     * @param pairwise ‖w_i − w_j‖, [models][models], symmetric
     */
    public static double[] medians(double[][] pairwise) {
        double[] medians = new double[pairwise.length];
        for (int i = 0; i < pairwise.length; i++) {
            double[] others = new double[pairwise.length - 1];
            for (int j = 0, k = 0; j < pairwise.length; j++) {
                if (j != i) {
                    others[k++] = pairwise[i][j];
                }
            }
            medians[i] = median(others);
        }
        return medians;
    }

    /**
     * Which models are next to the same, as two steps of one training are: their distance is below a thousandth of the
     * median over all pairs. A soup of both is next to either, so a pass for it tells nothing new.
     *
     * @param pairwise as in {@link #medians}
     * @return pairs of numbers of models, the smaller first
     */
    public static List<int[]> nearlyEqual(double[][] pairwise) {
        double typical = median(IntStream.range(0, pairwise.length)
                .mapToObj(i -> Arrays.stream(pairwise[i], 0, i))
                .flatMapToDouble(row -> row)
                .toArray());
        List<int[]> pairs = new ArrayList<>();
        for (int i = 0; i < pairwise.length; i++) {
            for (int j = i + 1; j < pairwise.length; j++) {
                if (pairwise[i][j] < NEARLY_EQUAL * typical) {
                    pairs.add(new int[] {i, j});
                }
            }
        }
        return pairs;
    }

    /** Of the known values, the mean of the middle two of an even number; NaN of none. */
    static double median(double[] values) {
        double[] known =
                Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
        int half = known.length / 2;
        if (known.length == 0) {
            return Double.NaN;
        }
        return known.length % 2 == 1 ? known[half] : (known[half - 1] + known[half]) / 2;
    }
}
