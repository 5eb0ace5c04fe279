package dev.radin.soup.estimate;

import dev.radin.soup.Mixture;
import java.util.List;

/**
 * The logits that decide whether a mixture is right: of each example the label's and those of its rivals, the classes that
 * can beat the label in some mixture. Most classes never can and are left out, and examples without a rival are only
 * counted. Counts over the table equal counts over all logits for every mixture, ties included.
 *
 * @param alwaysCorrect examples without a rival
 */
record MarginTable(int models, int examples, int alwaysCorrect, List<Block> blocks) {

    /** Beyond this the table is not worth having; a model that is mostly wrong makes it large. */
    static final long MOST_BYTES = 512L << 20;

    /**
     * Some of the undecided examples, with r_e rivals each.
     *
     * @param rivals r_e, [examples of the block]
     * @param earlier of the r_e, how many come before the label in class order, and so win a tie; they come first
     * @param logits rows of [models], for each example the label's and then one for each rival
     */
    record Block(int[] rivals, int[] earlier, float[] logits) {}

    /** The number of examples whose label is the first argmax of the averaged logits, summed in float64. */
    long correct(Mixture mixture) {
        int[] members = mixture.members();
        double[] weights = new double[members.length];
        for (int k = 0; k < weights.length; k++) {
            // Equal weights are left out: thirds would round, and break ties that the plain sum keeps.
            weights[k] = mixture.isUniform() ? 1 : mixture.weight(k);
        }
        long correct = alwaysCorrect;
        for (Block block : blocks) {
            correct += correct(block, members, weights);
        }
        return correct;
    }

    private int correct(Block block, int[] members, double[] weights) {
        int correct = 0;
        int row = 0;
        for (int e = 0; e < block.rivals.length; e++) {
            double label = sum(block.logits, row, members, weights);
            boolean beaten = false;
            for (int r = 0; r < block.rivals[e] && !beaten; r++) {
                double rival = sum(block.logits, row + (1 + r) * models, members, weights);
                beaten = rival > label || (rival == label && r < block.earlier[e]);
            }
            correct += beaten ? 0 : 1;
            row += (1 + block.rivals[e]) * models;
        }
        return correct;
    }

    private static double sum(float[] logits, int row, int[] members, double[] weights) {
        double sum = 0;
        for (int k = 0; k < members.length; k++) {
            sum += weights[k] * logits[row + members[k]];
        }
        return sum;
    }

    /** Rows of logits kept. */
    long rows() {
        return blocks.stream().mapToLong(b -> b.logits.length / models).sum();
    }
}
