package dev.radin.soup;

import java.util.Arrays;

/**
 * The NLL of a network whose logits are multiplied by a scale (divided by a temperature), at scales from e^−2.5 on, four to
 * each doubling. Its lowest value, the <em>calibrated NLL</em>, judges a network by the order of its logits and their
 * differences, and not by how confident it happens to be: averaged weights give flatter logits than their members.
 *
 * <p>All scales come from one look at the logits: the exponentials of twice a scale are the squares of those of the scale.
 * Between the scales a polynomial through eight of them is exact to about 1e-7, as the curve is smooth in the logarithm.
 *
 * @param losses in nats, the mean over the examples, one a scale
 */
public record CalibrationCurve(double[] losses) {

    static final int SCALES_PER_DOUBLING = 4;
    static final int SCALES = 7 * SCALES_PER_DOUBLING;

    private static final double LOWEST_LOG_SCALE = -2.5;
    private static final double HIGHEST_LOG_SCALE = 2;
    private static final double STEP = StrictMath.log(2) / SCALES_PER_DOUBLING;

    /** Of equally spaced points of a polynomial of degree seven: the binomials 7 over k, with alternating signs. */
    private static final double[] BARYCENTRIC = {1, -7, 21, -35, 35, -21, 7, -1};

    private static final int GOLDEN_STEPS = 40;

    /** The k-th scale. */
    static double scale(int k) {
        return StrictMath.exp(LOWEST_LOG_SCALE + k * STEP);
    }

    /** @param model the row of the table, whose logits are all finite */
    public static CalibrationCurve of(LogitsTable table, int model, Labels labels) {
        int examples = table.examples();
        int classes = table.classes();
        LabelCheck.requireFit(labels, examples, classes, "the dataset");
        ScaledExample scaled = new ScaledExample(labels, classes);
        double[] sums = new double[SCALES];
        int blockSize = BlockSize.of(1, examples, classes);
        float[] block = new float[blockSize * classes];
        for (int first = 0; first < examples; first += blockSize) {
            int count = Math.min(blockSize, examples - first);
            table.read(model, first, count, block);
            for (int k = 0; k < count; k++) {
                scaled.addLosses(first + k, block, k * classes, sums);
            }
        }
        return new CalibrationCurve(
                Arrays.stream(sums).map(sum -> sum / examples).toArray());
    }

    /**
     * Of one network over several datasets, which has one temperature for all of them.
     *
     * @param curves one a dataset
     * @param weights of the datasets
     */
    public static CalibrationCurve mean(CalibrationCurve[] curves, double[] weights) {
        double[] losses = new double[SCALES];
        for (int k = 0; k < SCALES; k++) {
            int scale = k;
            losses[k] = WeightedMean.of(
                    Arrays.stream(curves).mapToDouble(c -> c.losses[scale]).toArray(), weights);
        }
        return new CalibrationCurve(losses);
    }

    /** The lowest NLL over all scales. It has one minimum, being convex in the scale. */
    public double lowest() {
        double last = (HIGHEST_LOG_SCALE - LOWEST_LOG_SCALE) / STEP;
        int lowest = 0;
        for (int k = 1; k <= last; k++) {
            lowest = losses[k] < losses[lowest] ? k : lowest;
        }
        double from = Math.max(0, lowest - 1);
        double to = Math.min(last, lowest + 1);
        return GoldenSection.minimum(from, to, GOLDEN_STEPS, this::interpolated);
    }

    /** At a scale between those that were computed. */
    double at(double logScale) {
        return interpolated((logScale - LOWEST_LOG_SCALE) / STEP);
    }

    /** @param position in steps from the lowest scale on */
    private double interpolated(double position) {
        int points = BARYCENTRIC.length;
        int first = Math.max(0, Math.min(SCALES - points, (int) position - points / 2 + 1));
        double numerator = 0;
        double denominator = 0;
        for (int k = 0; k < points; k++) {
            double distance = position - (first + k);
            if (distance == 0) {
                return losses[first + k];
            }
            numerator += BARYCENTRIC[k] / distance * losses[first + k];
            denominator += BARYCENTRIC[k] / distance;
        }
        return numerator / denominator;
    }
}
