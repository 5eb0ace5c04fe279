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

    /** Few enough that their leads stay in a cache, and enough that all threads have some. */
    private static final int ROWS_AT_ONCE = 128;

    private final int columns;
    private final List<KeptRow> rows;
    private final Threads threads;

    private KeptClasses(int columns, List<KeptRow> rows, Threads threads) {
        this.columns = columns;
        this.rows = rows;
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
        List<KeptRow> rows = new ArrayList<>();
        for (ValidationSet set : sets) {
            int examples = set.logits().examples();
            LabelCheck.requireFit(set.labels(), examples, set.logits().classes(), set.title());
            int step = (examples + share - 1) / share;
            int taken = (examples + step - 1) / step;
            double weight = set.weight() / total / taken;
            rows.addAll(LogitsSweep.each(
                            set, memory, resources.threads(), () -> new KeptRowFinder(set, deciding, step, weight))
                    .orElseThrow(() -> new IllegalStateException("a table of kept classes beyond its bounds")));
        }
        return new KeptClasses(sets.get(0).logits().models(), rows, resources.threads());
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
        float[] narrow = new float[columns];
        for (int j = 0; j < columns; j++) {
            narrow[j] = (float) weights[j];
        }
        // Parts are always the same and are added in order, so the sum does not depend on the threads.
        int parts = (rows.size() + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE;
        List<KeptLoss> losses = threads.map(parts, part -> {
            KeptLoss loss = new KeptLoss(columns, ROWS_AT_ONCE);
            loss.add(
                    rows.subList(part * ROWS_AT_ONCE, Math.min(rows.size(), (part + 1) * ROWS_AT_ONCE)), narrow, scale);
            return loss;
        });
        double value = 0;
        double byScale = 0;
        double[] byWeight = new double[columns];
        for (KeptLoss loss : losses) {
            value += loss.value();
            byScale += loss.byScale();
            double[] part = loss.byWeight();
            for (int j = 0; j < columns; j++) {
                byWeight[j] += part[j];
            }
        }
        return new Loss(value, byWeight, byScale);
    }

    /** At the best of all scales from e^−2.5 to e², where it has one minimum. */
    public double calibratedLoss(double[] weights) {
        return GoldenSection.minimum(-2.5, 2, GOLDEN_STEPS, logScale -> loss(weights, StrictMath.exp(logScale))
                .value());
    }
}
