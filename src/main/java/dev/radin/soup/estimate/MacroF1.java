package dev.radin.soup.estimate;

import dev.radin.soup.ClassCounts;
import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Threads;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Macro F1, from the classes that can be predicted at all: for each example the winner of the mean over all models and the
 * classes that beat it in some model.
 *
 * @param settled examples that have one such class only
 */
record MacroF1(ClassCounts settled, List<Contenders> open, Threads threads) implements SetEstimator {

    /** An object, two arrays and the places of a list. */
    private static final int OBJECT_BYTES = 80;

    /**
     * An example whose prediction depends on the mixture.
     *
     * @param classes that can be predicted, ascending
     * @param logits rows of [models], one a class
     */
    record Contenders(int label, int[] classes, float[] logits) {

        /** The first argmax of the averaged logits, summed in float64 in the order of the members. */
        int prediction(int[] members, double[] weights) {
            int models = logits.length / classes.length;
            int best = 0;
            double highest = Double.NEGATIVE_INFINITY;
            for (int r = 0; r < classes.length; r++) {
                double sum = 0;
                for (int k = 0; k < members.length; k++) {
                    double z = logits[r * models + members[k]];
                    sum += weights == null ? z : weights[k] * z;
                }
                if (sum > highest) {
                    highest = sum;
                    best = classes[r];
                }
            }
            return best;
        }
    }

    /** Empty when its table would be larger than any machine keeps. */
    static Optional<MacroF1> of(ValidationSet set, RankingMemory memory, Threads threads) {
        LogitsTable logits = set.logits();
        ClassCounts settled = new ClassCounts(logits.classes());
        return LogitsSweep.each(set, memory, threads, () -> new ContendersFinder(logits, set.labels(), settled))
                .map(open -> new MacroF1(settled, open, threads));
    }

    @Override
    public double[] utilities(List<Mixture> mixtures) {
        return threads.map(mixtures.size(), m -> utility(mixtures.get(m))).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private double utility(Mixture mixture) {
        WeightedSoup soup = WeightedSoup.of(mixture);
        ClassCounts counts = settled.copy();
        for (Contenders one : open) {
            counts.add(one.label, one.prediction(soup.members(), soup.weights()));
        }
        return Metric.MACRO_F1.utility(counts.macroF1());
    }

    @Override
    public double operations() {
        return open.stream().mapToDouble(one -> one.logits.length / 2.0).sum();
    }

    private static final class ContendersFinder implements LogitsSweep.Finder<Contenders> {

        private final Labels labels;
        private final int classes;
        private final MarginScan leads;
        /** All threads add to it. */
        private final ClassCounts settled;

        ContendersFinder(LogitsTable table, Labels labels, ClassCounts settled) {
            this.labels = labels;
            this.classes = table.classes();
            this.leads = new MarginScan(table);
            this.settled = settled;
        }

        @Override
        public Optional<Contenders> find(float[][] logits, int place, int example) {
            int base = place * classes;
            int winner = winner(logits, base);
            leads.scan(logits, base, example, winner);
            int[] contenders = IntStream.range(0, classes)
                    .filter(c -> c == winner || leads.beatsInSome(c))
                    .toArray();
            if (contenders.length == 1) {
                synchronized (settled) {
                    settled.add(labels.label(example), winner);
                }
                return Optional.empty();
            }
            float[] rows = new float[contenders.length * logits.length];
            for (int r = 0; r < contenders.length; r++) {
                for (int i = 0; i < logits.length; i++) {
                    rows[r * logits.length + i] = logits[i][base + contenders[r]];
                }
            }
            return Optional.of(new Contenders(labels.label(example), contenders, rows));
        }

        /** Any class would do as the one to compare with; a strong one leaves few others. */
        private int winner(float[][] logits, int base) {
            double[] sums = new double[classes];
            for (float[] z : logits) {
                for (int c = 0; c < classes; c++) {
                    sums[c] += z[base + c];
                }
            }
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = sums[c] > sums[best] ? c : best;
            }
            return best;
        }

        @Override
        public long bytes(Contenders found) {
            return OBJECT_BYTES
                    + (long) Float.BYTES * found.logits.length
                    + (long) Integer.BYTES * found.classes.length;
        }
    }
}
