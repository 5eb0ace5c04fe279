package dev.radin.soup;

/** The mean over validation datasets, whose weights need not sum to one. */
public final class WeightedMean {

    private WeightedMean() {}

    /** One value and one positive weight a dataset. A single dataset's value comes back unchanged. */
    public static double of(double[] values, double[] weights) {
        if (values.length == 1) {
            return values[0];
        }
        double sum = 0;
        double total = 0;
        for (int d = 0; d < values.length; d++) {
            sum += weights[d] * values[d];
            total += weights[d];
        }
        return sum / total;
    }
}
