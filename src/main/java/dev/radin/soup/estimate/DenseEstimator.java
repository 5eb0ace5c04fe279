package dev.radin.soup.estimate;

import dev.radin.soup.BlockSize;
import dev.radin.soup.FiniteLogits;
import dev.radin.soup.LogitsTable;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Any metric, from all logits, which are read once for every {@value #BATCH} mixtures. The negative log-likelihood depends
 * on every class of every example, so it can do no better; the other metrics come here when too many logits can decide.
 */
record DenseEstimator(Metric metric, ValidationSet set) implements SetEstimator {

    /** Bounds the memory of the tallies. */
    private static final int BATCH = 1024;

    /** Mixtures that share one reading of a block. */
    private static final int AT_ONCE = 4;

    /** A softmax or a ranking over the classes costs about as much as this many members more. */
    private static final int METRIC_OPERATIONS = 20;

    @Override
    public double[] utilities(List<Mixture> mixtures) {
        double[] utilities = new double[mixtures.size()];
        for (int first = 0; first < mixtures.size(); first += BATCH) {
            List<Mixture> batch = mixtures.subList(first, Math.min(first + BATCH, mixtures.size()));
            List<Tally> tallies = tally(batch);
            for (int m = 0; m < batch.size(); m++) {
                utilities[first + m] = metric.utility(tallies.get(m).value());
            }
        }
        return utilities;
    }

    private List<Tally> tally(List<Mixture> mixtures) {
        LogitsTable table = set.logits();
        int classes = table.classes();
        List<Tally> tallies = new ArrayList<>();
        mixtures.forEach(m -> tallies.add(new Tally(metric, set.labels(), classes)));

        int blockSize = BlockSize.of(table.models(), table.examples(), classes);
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
            IntStream.range(0, (mixtures.size() + AT_ONCE - 1) / AT_ONCE)
                    .parallel()
                    .forEach(step -> add(mixtures, step * AT_ONCE, wide, start, count, tallies));
        }
        return tallies;
    }

    private void add(List<Mixture> mixtures, int from, double[][] logits, int first, int count, List<Tally> tallies) {
        int classes = set.logits().classes();
        int together = Math.min(AT_ONCE, mixtures.size() - from);
        double[][] weights = new double[AT_ONCE][logits.length];
        for (int j = 0; j < together; j++) {
            spread(mixtures.get(from + j), weights[j]);
        }
        double[][] sums = new double[AT_ONCE][count * classes];
        for (int i = 0; i < logits.length; i++) {
            double w = weights[0][i];
            double x = weights[1][i];
            double y = weights[2][i];
            double z = weights[3][i];
            if (w != 0 || x != 0 || y != 0 || z != 0) {
                Float64Rows.add(logits[i], w, x, y, z, sums[0], sums[1], sums[2], sums[3], count * classes);
            }
        }
        double[] average = new double[classes];
        for (int j = 0; j < together; j++) {
            Mixture mixture = mixtures.get(from + j);
            for (int k = 0; k < count; k++) {
                System.arraycopy(sums[j], k * classes, average, 0, classes);
                if (metric == Metric.NegativeLogLikelihood && mixture.isUniform()) {
                    for (int c = 0; c < classes; c++) {
                        average[c] /= mixture.size();
                    }
                }
                tallies.get(from + j).add(first + k, average);
            }
        }
    }

    /** Equal weights are one: dividing the sum afterwards, or not at all, keeps ties that adding rounded shares breaks. */
    private static void spread(Mixture mixture, double[] weights) {
        Arrays.fill(weights, 0);
        for (int k = 0; k < mixture.size(); k++) {
            weights[mixture.member(k)] = mixture.isUniform() ? 1 : mixture.weight(k);
        }
    }

    @Override
    public double operations() {
        LogitsTable table = set.logits();
        return (double) table.examples() * table.classes() * (table.models() / 2.0 + METRIC_OPERATIONS);
    }
}
