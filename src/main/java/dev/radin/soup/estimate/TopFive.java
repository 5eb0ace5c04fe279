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
record TopFive(int examples, long alwaysCorrect, List<TopFiveExample> open) implements SetEstimator {

    private static final int TOP = 5;

    /**
     * An example that some mixtures may get right and others not.
     *
     * @param ahead classes that beat the label in every model
     * @param example of the others that can
     */
    record TopFiveExample(int ahead, UndecidedExample example) {

        boolean correct(int[] members, double[] weights) {
            return ahead + example.beating(members, weights) < TOP;
        }
    }

    /** Empty when it would hold more than {@code mostBytes} of logits. */
    static Optional<TopFive> of(ValidationSet set, long mostBytes) {
        LogitsTable logits = set.logits();
        return LogitsSweep.each(logits, mostBytes, () -> new TopFiveFinder(logits, set.labels()))
                .map(found -> {
                    List<TopFiveExample> possible = found.stream()
                            .filter(example -> example.ahead < TOP)
                            .toList();
                    List<TopFiveExample> open = possible.stream()
                            .filter(example -> example.ahead + example.example.competitors() >= TOP)
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
        for (TopFiveExample example : open) {
            correct += example.correct(soup.members(), soup.weights()) ? 1 : 0;
        }
        return Metric.Top5Accuracy.utility((double) correct / examples);
    }

    @Override
    public double operations() {
        return open.stream()
                .mapToDouble(example -> (1 + example.example.competitors()) * example.example.models() / 2.0)
                .sum();
    }

    private static final class TopFiveFinder implements LogitsSweep.Finder<TopFiveExample> {

        private final Labels labels;
        private final int classes;
        private final MarginScan leads;
        private final int[] competitors;

        TopFiveFinder(LogitsTable table, Labels labels) {
            this.labels = labels;
            this.classes = table.classes();
            this.leads = new MarginScan(table);
            this.competitors = new int[classes];
        }

        @Override
        public TopFiveExample find(float[][] logits, int place, int example) {
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
            boolean open = ahead < TOP && ahead + count >= TOP;
            return new TopFiveExample(
                    ahead, UndecidedExample.of(logits, base, label, Arrays.copyOf(competitors, open ? count : 0)));
        }

        @Override
        public long bytes(TopFiveExample example) {
            return (long) Float.BYTES * example.example.logits().length;
        }
    }
}
