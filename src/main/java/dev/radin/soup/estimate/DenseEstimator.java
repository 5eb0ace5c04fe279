package dev.radin.soup.estimate;

import dev.radin.soup.BlockSize;
import dev.radin.soup.LogitsTable;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Tally;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Any metric, from all logits, which are read once for every {@value #BATCH} mixtures. */
record DenseEstimator(Metric metric, ValidationSet set) implements SetEstimator {

    /** Bounds the memory of the tallies. */
    private static final int BATCH = 1024;

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
        for (int first = 0; first < table.examples(); first += blockSize) {
            int start = first;
            int count = Math.min(blockSize, table.examples() - first);
            for (int i = 0; i < table.models(); i++) {
                table.read(i, first, count, logits[i]);
            }
            IntStream.range(0, mixtures.size())
                    .parallel()
                    .forEach(m -> add(mixtures.get(m), logits, start, count, tallies.get(m)));
        }
        return tallies;
    }

    private void add(Mixture mixture, float[][] logits, int first, int count, Tally tally) {
        int classes = set.logits().classes();
        boolean uniform = mixture.isUniform();
        double[] average = new double[classes];
        for (int k = 0; k < count; k++) {
            Arrays.fill(average, 0);
            for (int j = 0; j < mixture.size(); j++) {
                float[] z = logits[mixture.member(j)];
                double weight = uniform ? 1 : mixture.weight(j);
                for (int c = 0; c < classes; c++) {
                    average[c] += weight * z[k * classes + c];
                }
            }
            if (uniform) {
                // Only now, as dividing a sum keeps ties that adding rounded shares would break.
                for (int c = 0; c < classes; c++) {
                    average[c] /= mixture.size();
                }
            }
            tally.add(first + k, average);
        }
    }

    @Override
    public double operations() {
        LogitsTable table = set.logits();
        return (double) table.examples() * table.classes() * (table.models() / 2.0 + METRIC_OPERATIONS);
    }
}
