package dev.radin.soup.estimate;

import dev.radin.soup.BlockSize;
import dev.radin.soup.FiniteLogits;
import dev.radin.soup.LogitsTable;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Tally;
import dev.radin.soup.Threads;
import java.util.ArrayList;
import java.util.List;

/**
 * Any metric, from all logits, which are read once for every {@value #MOST_AT_ONCE} mixtures, or for fewer where their
 * tallies would not fit in memory. The negative log-likelihood depends on every class of every example, so it can do no
 * better; the other metrics come here when too many logits can decide.
 */
record DenseEstimator(Metric metric, ValidationSet set, RankingMemory memory, Threads threads) implements SetEstimator {

    private static final int MOST_AT_ONCE = 1024;

    /** What a tally holds of each class, at most, and beside that. */
    private static final int TALLY_BYTES_A_CLASS = 32;

    private static final int TALLY_BYTES = 200;

    /** A softmax or a ranking over the classes costs about as much as this many members more. */
    private static final int METRIC_OPERATIONS = 20;

    /** The members are summed several at a time. */
    private static final int MEMBERS_AN_OPERATION = 4;

    @Override
    public double[] utilities(List<Mixture> mixtures) {
        double[] utilities = new double[mixtures.size()];
        int atOnce = atOnce();
        for (int first = 0; first < mixtures.size(); first += atOnce) {
            List<Mixture> batch = mixtures.subList(first, Math.min(first + atOnce, mixtures.size()));
            List<Tally> tallies = tally(batch);
            for (int m = 0; m < batch.size(); m++) {
                utilities[first + m] = metric.utility(tallies.get(m).value());
            }
        }
        return utilities;
    }

    private int atOnce() {
        long bytes = TALLY_BYTES + (long) TALLY_BYTES_A_CLASS * set.logits().classes();
        return (int) Math.max(1, Math.min(MOST_AT_ONCE, memory.left() / 2 / bytes));
    }

    private List<Tally> tally(List<Mixture> mixtures) {
        LogitsTable table = set.logits();
        int classes = table.classes();
        List<Tally> tallies = new ArrayList<>();
        mixtures.forEach(m -> tallies.add(new Tally(metric, set.labels(), classes)));

        int blockSize = Math.max(1, BlockSize.of(table.models(), table.examples(), classes) / 4);
        float[][] logits = new float[table.models()][blockSize * classes];
        double[][] wide = new double[table.models()][blockSize * classes];
        for (int first = 0; first < table.examples(); first += blockSize) {
            int start = first;
            int count = Math.min(blockSize, table.examples() - first);
            for (int i = 0; i < table.models(); i++) {
                table.read(i, first, count, logits[i]);
                Float64Rows.widen(logits[i], wide[i], count * classes);
            }
            for (int k = 0; k < count; k++) {
                FiniteLogits.require(table, logits, k * classes, first + k);
            }
            threads.each(mixtures.size(), m -> add(mixtures.get(m), wide, start, count, tallies.get(m)));
        }
        return tallies;
    }

    private void add(Mixture mixture, double[][] logits, int first, int count, Tally tally) {
        int classes = set.logits().classes();
        double[] sums = sum(mixture, logits, count * classes);
        if (metric.type() == Metric.Type.NegativeLogLikelihood && mixture.isUniform()) {
            Float64Rows.divide(sums, mixture.size(), sums.length);
        }
        double[] average = new double[classes];
        for (int k = 0; k < count; k++) {
            System.arraycopy(sums, k * classes, average, 0, classes);
            tally.add(first + k, average);
        }
    }

    /** Equal weights are one: dividing the sum afterwards, or not at all, keeps ties that adding rounded shares breaks. */
    private static double[] sum(Mixture mixture, double[][] logits, int elements) {
        int rows = (mixture.size() + Float64Rows.AT_ONCE - 1) / Float64Rows.AT_ONCE * Float64Rows.AT_ONCE;
        double[][] of = new double[rows][];
        double[] weights = new double[rows];
        for (int k = 0; k < rows; k++) {
            // The last are filled up with any, which then weigh nothing.
            of[k] = logits[mixture.member(Math.min(k, mixture.size() - 1))];
            weights[k] = k >= mixture.size() ? 0 : mixture.isUniform() ? 1 : mixture.weight(k);
        }
        double[] sums = new double[elements];
        for (int k = 0; k < rows; k += Float64Rows.AT_ONCE) {
            Float64Rows.add(
                    of[k],
                    of[k + 1],
                    of[k + 2],
                    of[k + 3],
                    weights[k],
                    weights[k + 1],
                    weights[k + 2],
                    weights[k + 3],
                    sums,
                    elements);
        }
        return sums;
    }

    @Override
    public double operations() {
        LogitsTable table = set.logits();
        return (double) table.examples()
                * table.classes()
                * (table.models() / 2.0 / MEMBERS_AN_OPERATION + METRIC_OPERATIONS);
    }
}
