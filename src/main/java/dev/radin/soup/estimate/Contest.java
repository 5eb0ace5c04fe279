package dev.radin.soup.estimate;

/**
 * An example whose label some class beats in some model, but none in all: whether it is correct depends on the mixture.
 *
 * @param earlier how many rivals come before the label in class order, and so win a tie; they stand first
 * @param logits rows of [models]: the label's, then one for each rival
 */
record Contest(int models, int earlier, float[] logits) {

    int rivals() {
        return logits.length / models - 1;
    }

    /** How far a rival is ahead of the label in one model, which float64 holds to within one rounding. */
    double lead(int rival, int model) {
        return (double) logits[(1 + rival) * models + model] - logits[model];
    }

    /**
     * Whether the label is the first argmax of the averaged logits, summed in float64 in the order of the members. This is
     * the definition; the kernels ask it wherever they are not sure.
     *
     * @param weights null for equal ones, which are left out: thirds would round, and break ties that the plain sum keeps
     */
    boolean correct(int[] members, double[] weights) {
        double label = sum(0, members, weights);
        for (int r = 0; r < rivals(); r++) {
            double rival = sum(1 + r, members, weights);
            if (rival > label || (rival == label && r < earlier)) {
                return false;
            }
        }
        return true;
    }

    private double sum(int row, int[] members, double[] weights) {
        double sum = 0;
        for (int k = 0; k < members.length; k++) {
            double z = logits[row * models + members[k]];
            sum += weights == null ? z : weights[k] * z;
        }
        return sum;
    }

    /**
     * By how much the float64 sums of label and rival may together differ from the exact ones, for any mixture: at most
     * N roundings of each, every one at most 2^-53 of the sum of all magnitudes.
     *
     * @return for equal weights of one; for weights that sum to one it is this bound too
     */
    double roundingOfSums(int rival) {
        double magnitudes = 0;
        for (int i = 0; i < models; i++) {
            magnitudes += Math.abs((double) logits[i]) + Math.abs((double) logits[(1 + rival) * models + i]);
        }
        return (models + 2) * 0x1p-52 * magnitudes;
    }
}
