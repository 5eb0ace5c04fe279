package dev.radin.soup.estimate;

import dev.radin.soup.GoldenSection;
import dev.radin.soup.LabelCheck;
import dev.radin.soup.Resources;
import dev.radin.soup.Threads;
import java.util.ArrayList;
import java.util.List;

/**
 * The cross entropy of Σ_j w_j z_j for any weights, and its gradient, from the few classes of an example that matter to it
 * ({@link KeptRowFinder}) of at most {@value #MOST_ROWS} examples. One look at the logits makes the table, which then
 * serves every step of a fit. What it gives is a little lower than the true cross entropy, by the classes that were left
 * out; it orders mixtures and is never reported.
 */
public final class KeptClasses {

    static final int MOST_ROWS = 10_000;

    /** To within a thousandth in the logarithm of the scale. */
    private static final int GOLDEN_STEPS = 18;

    private final int columns;
    /** Each with what its sums take, as a fit asks for them a hundred times. */
    private final List<KeptLoss> parts;
    /** What soft labels take away, Σ over the examples of weight · Σ_c q_c · lead_c; zeros of hard ones. */
    private final double[] labelled;

    private final int examples;
    private final Threads threads;

    private KeptClasses(List<KeptPart> parts, double[] labelled, int examples, Threads threads) {
        this.columns = labelled.length;
        this.parts = parts.stream().map(part -> new KeptLoss(part, columns)).toList();
        this.labelled = labelled;
        this.examples = examples;
        this.threads = threads;
    }

    /**
     * Of a dataset with more examples than its share of {@value #MOST_ROWS} every so-manieth is taken.
     *
     * @param sets at least one, all with logits of the same columns
     * @param deciding how many columns, the first, decide which classes are kept
     * @throws dev.radin.fault.RadinException InvalidInput when labels do not fit the logits or these are not finite,
     *     MachineUnfit when the memory does not hold the table
     */
    public static KeptClasses of(List<ValidationSet> sets, int deciding, Resources resources) {
        RankingMemory memory = new RankingMemory(resources.memoryBytes());
        double total = sets.stream().mapToDouble(ValidationSet::weight).sum();
        int share = Math.max(1, MOST_ROWS / sets.size());
        double[] labelled = new double[sets.get(0).logits().models()];
        List<KeptPart> parts = new ArrayList<>();
        int all = 0;
        for (ValidationSet set : sets) {
            int examples = set.logits().examples();
            LabelCheck.requireFit(set.labels(), examples, set.logits().classes(), set.title());
            int step = (examples + share - 1) / share;
            int taken = (examples + step - 1) / step;
            all += taken;
            double weight = set.weight() / total / taken;
            List<KeptRow> rows = LogitsSweep.each(
                            set, memory, resources.threads(), () -> new KeptRowFinder(set, deciding, step))
                    .orElseThrow(() -> new IllegalStateException("a table of kept classes beyond its bounds"));
            for (KeptRow row : rows) {
                for (int j = 0; row.labelled() != null && j < labelled.length; j++) {
                    labelled[j] += weight * row.labelled()[j];
                }
            }
            parts.addAll(KeptPart.cut(rows, labelled.length, weight));
        }
        return new KeptClasses(parts, labelled, all, resources.threads());
    }

    /**
     * @param value in nats
     * @param byWeight its derivative by each column's weight
     * @param byScale its derivative by the scale
     */
    public record Loss(double value, double[] byWeight, double byScale) {}

    /**
     * Of scale · Σ_j w_j z_j.
     *
     * @param weights one a column, of any sign
     */
    public Loss loss(double[] weights, double scale) {
        ColumnWeights narrow = ColumnWeights.of(weights);
        float factor = (float) scale;
        threads.each(parts.size(), p -> parts.get(p).compute(narrow, factor));
        // Parts are always the same and are added in order, so the sum does not depend on the threads.
        double byScale = 0;
        double[] byWeight = new double[columns];
        for (KeptLoss loss : parts) {
            byScale += loss.byScale();
            for (int j = 0; j < columns; j++) {
                byWeight[j] += factor * loss.byWeight(j);
            }
        }
        for (int j = 0; j < columns; j++) {
            byScale -= weights[j] * labelled[j];
            byWeight[j] -= factor * labelled[j];
        }
        return new Loss(value(weights, factor), byWeight, byScale);
    }

    /** Of what the parts computed last. */
    private double value(double[] weights, float factor) {
        double value = 0;
        for (KeptLoss loss : parts) {
            value += loss.value();
        }
        for (int j = 0; j < columns; j++) {
            value -= factor * weights[j] * labelled[j];
        }
        return value;
    }

    /** How many were taken, of all datasets. */
    public int examples() {
        return examples;
    }

    /** At the best of all scales from e^−2.5 to e², where it has one minimum. */
    public double calibratedLoss(double[] weights) {
        ColumnWeights narrow = ColumnWeights.of(weights);
        return GoldenSection.minimum(-2.5, 2, GOLDEN_STEPS, logScale -> {
            float factor = (float) StrictMath.exp(logScale);
            threads.each(parts.size(), p -> parts.get(p).computeValue(narrow, factor));
            return value(weights, factor);
        });
    }

    /** The same of one column by itself. */
    public double calibratedLossOf(int column) {
        double[] weights = new double[columns];
        weights[column] = 1;
        return calibratedLoss(weights);
    }
}
