package dev.radin.soup.estimate;

import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Threads;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/**
 * Top-k accuracy, from the classes that beat the label in some models and not in others: those that do so in all are only
 * counted, and where fewer than k can be ahead at all, or k always are, nothing is kept.
 *
 * @param metric with its k
 * @param alwaysCorrect examples that every mixture gets right
 * @param undecided the examples that some mixtures get right and others not
 */
record TopClasses(Metric metric, int examples, long alwaysCorrect, List<Undecided> undecided, Threads threads)
        implements SetEstimator {

    private static final int OBJECT_BYTES = 24;

    /**
     * An example that some mixtures may get right and others not.
     *
     * @param ahead how many classes beat the label in every model
     * @param others that beat it in some
     */
    record Undecided(int ahead, UndecidedExample others) {

        boolean correct(int[] members, double[] weights, int k) {
            return others.beatenByFewerThan(k - ahead, members, weights);
        }
    }

    /** Empty when its table would be larger than any machine keeps. */
    static Optional<TopClasses> of(Metric metric, ValidationSet set, RankingMemory memory, Threads threads) {
        LogitsTable logits = set.logits();
        LongAdder alwaysCorrect = new LongAdder();
        return LogitsSweep.each(set, memory, threads, () -> new Finder(metric.k(), logits, set.labels(), alwaysCorrect))
                .map(undecided -> new TopClasses(metric, logits.examples(), alwaysCorrect.sum(), undecided, threads));
    }

    @Override
    public double[] utilities(List<Mixture> mixtures) {
        return threads.map(mixtures.size(), m -> utility(mixtures.get(m))).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private double utility(Mixture mixture) {
        WeightedSoup soup = WeightedSoup.of(mixture);
        long correct = alwaysCorrect;
        for (Undecided example : undecided) {
            correct += example.correct(soup.members(), soup.weights(), metric.k()) ? 1 : 0;
        }
        return metric.utility((double) correct / examples);
    }

    @Override
    public double operations() {
        return undecided.stream()
                .mapToDouble(example -> example.others.logits().length / 2.0)
                .sum();
    }

    private static final class Finder implements LogitsSweep.Finder<Undecided> {

        private final int k;
        private final Labels labels;
        private final int classes;
        private final MarginScan leads;
        private final LongAdder alwaysCorrect;
        private final int[] competitors;

        Finder(int k, LogitsTable table, Labels labels, LongAdder alwaysCorrect) {
            this.k = k;
            this.labels = labels;
            this.classes = table.classes();
            this.leads = new MarginScan(table);
            this.alwaysCorrect = alwaysCorrect;
            this.competitors = new int[classes];
        }

        @Override
        public Optional<Undecided> find(float[][] logits, int place, int example) {
            int label = labels.label(example);
            int base = place * classes;
            leads.scan(logits, base, example, label);
            int ahead = 0;
            int count = 0;
            for (int c = 0; c < classes; c++) {
                if (leads.beatsInAll(c)) {
                    ahead++;
                } else if (leads.beatsInSome(c)) {
                    competitors[count++] = c;
                }
            }
            if (ahead >= k) {
                return Optional.empty();
            }
            if (ahead + count < k) {
                alwaysCorrect.increment();
                return Optional.empty();
            }
            return Optional.of(
                    new Undecided(ahead, UndecidedExample.of(logits, base, label, Arrays.copyOf(competitors, count))));
        }

        @Override
        public long bytes(Undecided example) {
            return OBJECT_BYTES + example.others.bytes();
        }
    }
}
