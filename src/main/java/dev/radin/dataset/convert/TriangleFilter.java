package dev.radin.dataset.convert;

/**
 * Resamples a row of bytes: each output is a weighted mean of the inputs around its centre, weights falling linearly to
 * zero at a distance of one input pixel, or of one output pixel where those are larger. Weights are fixed-point, and so
 * equal Pillow's.
 */
final class TriangleFilter {

    /** 8 bits for a sample and 2 for headroom are left of 32. */
    private static final int FRACTION_BITS = 22;

    private final int[] firstInput;
    private final int[][] weights;

    TriangleFilter(int inputs, int outputs) {
        firstInput = new int[outputs];
        weights = new int[outputs][];
        double inputsPerOutput = (double) inputs / outputs;
        double support = Math.max(1, inputsPerOutput);
        for (int output = 0; output < outputs; output++) {
            double centre = (output + 0.5) * inputsPerOutput;
            int first = Math.max(0, (int) (centre - support + 0.5));
            int end = Math.min(inputs, (int) (centre + support + 0.5));
            firstInput[output] = first;
            weights[output] = weights(first, end, centre, support);
        }
    }

    private static int[] weights(int first, int end, double centre, double support) {
        double[] triangle = new double[end - first];
        double sum = 0;
        for (int i = 0; i < triangle.length; i++) {
            triangle[i] = Math.max(0, 1 - Math.abs((first + i - centre + 0.5) / support));
            sum += triangle[i];
        }
        int[] fixed = new int[triangle.length];
        for (int i = 0; i < fixed.length; i++) {
            fixed[i] = (int) (0.5 + triangle[i] / sum * (1 << FRACTION_BITS));
        }
        return fixed;
    }

    void apply(byte[] source, int sourceOffset, byte[] target, int targetOffset) {
        for (int output = 0; output < weights.length; output++) {
            int sum = 1 << FRACTION_BITS - 1;
            for (int i = 0; i < weights[output].length; i++) {
                sum += weights[output][i] * (source[sourceOffset + firstInput[output] + i] & 0xFF);
            }
            target[targetOffset + output] = (byte) Math.min(255, sum >> FRACTION_BITS);
        }
    }
}
