package dev.radin.soup.estimate;

/**
 * An example whose label some class beats in some model, but none in all: whether it is correct depends on the mixture.
 *
 * @param earlier how many competitors come before the label in class order, and so win a tie; they stand first
 * @param logits rows of [models]: the label's, then one for each competitor
 */
record UndecidedExample(int models, int earlier, float[] logits) {

    /**
     * @param all [models][examples of a block, classes]
     * @param base where the example's row begins
     * @param competitors ascending
     */
    static UndecidedExample of(float[][] all, int base, int label, int[] competitors) {
        int models = all.length;
        float[] rows = new float[(1 + competitors.length) * models];
        int earlier = 0;
        for (int r = -1; r < competitors.length; r++) {
            int c = r < 0 ? label : competitors[r];
            for (int i = 0; i < models; i++) {
                rows[(1 + r) * models + i] = all[i][base + c];
            }
            earlier += c < label ? 1 : 0;
        }
        return new UndecidedExample(models, earlier, rows);
    }

    /** Of memory: the object, its array and its places in lists beside the logits. */
    long bytes() {
        return 64 + (long) Float.BYTES * logits.length;
    }

    int competitors() {
        return logits.length / models - 1;
    }

    /** How far a competitor is ahead of the label in one model, which float64 holds to within one rounding. */
    double lead(int competitor, int model) {
        return (double) logits[(1 + competitor) * models + model] - logits[model];
    }

    /**
     * Whether the label is the first argmax of the averaged logits, summed in float64 in the order of the members. This is
     * the definition; the kernels ask it wherever they are not sure.
     *
     * @param weights null for equal ones, which are left out: thirds would round, and break ties that the plain sum keeps
     */
    boolean correct(int[] members, double[] weights) {
        return beatenByFewerThan(1, members, weights);
    }

    /** Whether fewer than so many competitors, at least one, are before the label when the highest sums come first. */
    boolean beatenByFewerThan(int count, int[] members, double[] weights) {
        double label = sum(0, members, weights);
        int beating = 0;
        for (int r = 0; r < competitors(); r++) {
            if (beats(r, label, members, weights) && ++beating == count) {
                return false;
            }
        }
        return true;
    }

    private boolean beats(int competitor, double label, int[] members, double[] weights) {
        double sum = sum(1 + competitor, members, weights);
        return sum > label || (sum == label && competitor < earlier);
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
     * By how much the float64 sums of label and competitor may together differ from the exact ones, for any mixture whose
     * weights are at most one: a rounding of each product and each sum, every one at most 2^-53 of the sum of all
     * magnitudes.
     */
    double roundingOfSums(int competitor) {
        double magnitudes = 0;
        for (int i = 0; i < models; i++) {
            magnitudes += Math.abs((double) logits[i]) + Math.abs((double) logits[(1 + competitor) * models + i]);
        }
        return (models + 2) * 0x1p-52 * magnitudes;
    }
}
