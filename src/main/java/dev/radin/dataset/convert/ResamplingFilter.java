package dev.radin.dataset.convert;

/**
 * Resamples a row of bytes: each output is a weighted mean of the inputs around its centre, distances being counted in
 * input pixels, or in output pixels where those are larger. Weights are fixed-point, and so equal Pillow's.
 */
final class ResamplingFilter {

    /** 8 bits for a sample and 2 for headroom are left of 32. */
    private static final int FRACTION_BITS = 22;

    private final int[] firstInput;
    private final int[][] weights;

    ResamplingFilter(Interpolation interpolation, int inputs, int outputs) {
        firstInput = new int[outputs];
        weights = new int[outputs][];
        double inputsPerOutput = (double) inputs / outputs;
        double unit = Math.max(1, inputsPerOutput);
        double support = interpolation.support() * unit;
        for (int output = 0; output < outputs; output++) {
            double centre = (output + 0.5) * inputsPerOutput;
            int first = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(inputs, (int) (centre + support + 0.5));
            double[] exact = new double[end - first];
            for (int i = 0; i < exact.length; i++) {
                exact[i] = interpolation.weight((first + i - centre + 0.5) * (1 / unit));
            }
            firstInput[output] = first;
            weights[output] = fixed(exact);
        }
    }

    /** Scaled to a sum of one; halves are rounded away from zero. */
    private static int[] fixed(double[] exact) {
        double sum = 0;
        for (double weight : exact) {
            sum += weight;
        }
        int[] fixed = new int[exact.length];
        for (int i = 0; i < fixed.length; i++) {
            double weight = exact[i] / sum * (1 << FRACTION_BITS);
            fixed[i] = (int) (weight < 0 ? weight - 0.5 : weight + 0.5);
        }
        return fixed;
    }

    void apply(byte[] source, int sourceOffset, byte[] target, int targetOffset) {
        for (int output = 0; output < weights.length; output++) {
            int sum = 1 << FRACTION_BITS - 1;
            for (int i = 0; i < weights[output].length; i++) {
                sum += weights[output][i] * (source[sourceOffset + firstInput[output] + i] & 0xFF);
            }
            target[targetOffset + output] = (byte) Math.max(0, Math.min(255, sum >> FRACTION_BITS));
        }
    }
}
