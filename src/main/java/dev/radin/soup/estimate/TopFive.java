package dev.radin.soup.estimate;

import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Top-5 accuracy, from the classes that beat the label in some models and not in others: those that do so in all are only
 * counted, and where fewer than five can be ahead at all, or five always are, nothing is kept.
 *
 * @param alwaysCorrect examples that every mixture gets right
 */
record TopFive(int examples, long alwaysCorrect, List<Race> races) implements SetEstimator {

    private static final int TOP = 5;

    /**
     * An example that some mixtures may get right and others not.
     *
     * @param ahead classes that beat the label in every model
     * @param contest of the others that can
     */
    record Race(int ahead, UndecidedExample contest) {

        boolean correct(int[] members, double[] weights) {
            return ahead + contest.beating(members, weights) < TOP;
        }
    }

    /** Empty when it would hold more than {@code mostBytes} of logits. */
    static Optional<TopFive> of(ValidationSet set, long mostBytes) {
        LogitsTable logits = set.logits();
        return LogitsSweep.each(logits, mostBytes, () -> new RaceFinder(logits, set.labels()))
                .map(found -> {
                    List<Race> possible =
                            found.stream().filter(race -> race.ahead < TOP).toList();
                    List<Race> open = possible.stream()
                            .filter(race -> race.ahead + race.contest.rivals() >= TOP)
                            .toList();
                    return new TopFive(logits.examples(), possible.size() - open.size(), open);
                });
    }

    @Override
    public double[] utilities(List<Mixture> mixtures) {
        return mixtures.stream().parallel().mapToDouble(this::utility).toArray();
    }

    private double utility(Mixture mixture) {
        WeightedSoup soup = WeightedSoup.of(mixture);
        long correct = alwaysCorrect;
        for (Race race : races) {
            correct += race.correct(soup.members(), soup.weights()) ? 1 : 0;
        }
        return Metric.Top5Accuracy.utility((double) correct / examples);
    }

    @Override
    public double operations() {
        return races.stream()
                .mapToDouble(race -> (1 + race.contest.rivals()) * race.contest.models() / 2.0)
                .sum();
    }

    private static final class RaceFinder implements LogitsSweep.Finder<Race> {

        private final Labels labels;
        private final int classes;
        private final MarginScan leads;
        private final int[] rivals;

        RaceFinder(LogitsTable table, Labels labels) {
            this.labels = labels;
            this.classes = table.classes();
            this.leads = new MarginScan(table);
            this.rivals = new int[classes];
        }

        @Override
        public Race find(float[][] logits, int place, int example) {
            int label = labels.label(example);
            int base = place * classes;
            leads.scan(logits, base, example, label);
            int ahead = 0;
            int count = 0;
            for (int c = 0; c < classes; c++) {
                if (leads.beatsInAll(c)) {
                    ahead++;
                } else if (leads.beatsInSome(c)) {
                    rivals[count++] = c;
                }
            }
            boolean open = ahead < TOP && ahead + count >= TOP;
            return new Race(ahead, UndecidedExample.of(logits, base, label, Arrays.copyOf(rivals, open ? count : 0)));
        }

        @Override
        public long bytes(Race race) {
            return (long) Float.BYTES * race.contest.logits().length;
        }
    }
}
