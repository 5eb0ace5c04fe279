package dev.radin.soup.estimate;

import dev.radin.soup.Exponential;
import dev.radin.soup.FiniteLogits;
import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the classes that matter of an example: the label and those to which some model gives a probability of a hundredth or
 * more, at most {@value #MOST_CLASSES} of the largest. A model's probabilities are relative to the sum of those classes that
 * are a hundredth as probable as its first or more, so that no exponential is taken of the many others. One thread, one of
 * these.
 */
final class KeptRowFinder implements LogitsSweep.Finder<KeptRow> {

    static final int MOST_CLASSES = 16;

    private static final double LEAST_PROBABILITY = 0.01;
    private static final int LANES = 64;
    private static final float MOST_LEAD = 1e30f;
    private static final float LEAST_LEAD = (float) StrictMath.log(LEAST_PROBABILITY);

    private final ValidationSet set;
    private final int deciding;
    private final int step;
    private final double weight;
    private final float[] row;
    private final float[] lanes;
    private final double[] largest;
    private final int[] near;
    private final Exponential exponential;
    private final double[] below;
    private final double[] exponentials;

    /**
     * @param deciding how many columns, the first, decide which classes are kept
     * @param step every how-manieth example is looked at
     * @param weight of each example in the mean
     */
    KeptRowFinder(ValidationSet set, int deciding, int step, double weight) {
        int classes = set.logits().classes();
        this.set = set;
        this.deciding = deciding;
        this.step = step;
        this.weight = weight;
        this.row = new float[classes];
        this.lanes = new float[LANES];
        this.largest = new double[classes];
        this.near = new int[classes];
        this.exponential = new Exponential(classes);
        this.below = new double[classes];
        this.exponentials = new double[classes];
    }

    @Override
    public Optional<KeptRow> find(float[][] logits, int place, int example) {
        if (example % step != 0) {
            return Optional.empty();
        }
        LogitsTable table = set.logits();
        int base = place * table.classes();
        Arrays.fill(largest, 0);
        for (int i = 0; i < deciding; i++) {
            System.arraycopy(logits[i], base, row, 0, row.length);
            look(logits, base, example);
        }
        boolean soft = set.labels() instanceof Labels.Soft;
        int pivot = set.labels().label(example);
        double mass = soft ? softLabel(example) : 1;
        int[] kept = kept(pivot);
        if (kept.length == 0 && !soft) {
            return Optional.empty(); // every model is sure of the label, and so is every mixture
        }
        float[] leads = new float[kept.length * logits.length];
        for (int k = 0; k < kept.length; k++) {
            for (int j = 0; j < logits.length; j++) {
                leads[k * logits.length + j] = bounded(logits[j][base + kept[k]] - logits[j][base + pivot]);
            }
        }
        float[] labelled = soft ? labelled(logits, base, example, pivot) : null;
        return Optional.of(new KeptRow(leads, labelled, mass, weight));
    }

    /** Raises each class's largest probability to that of the model whose logits are in the row. */
    private void look(float[][] logits, int base, int example) {
        float highest = highest();
        float least = highest + LEAST_LEAD;
        int count = 0;
        for (int c = 0; c < row.length; c++) {
            if (row[c] >= least) {
                near[count] = c;
                below[count++] = (double) row[c] - highest;
            }
        }
        if (!Float.isFinite(highest) || count == 0) {
            FiniteLogits.require(set.logits(), logits, base, example);
        }
        exponential.ofNotPositive(below, exponentials, count);
        double sum = 0;
        for (int k = 0; k < count; k++) {
            sum += exponentials[k];
        }
        for (int k = 0; k < count; k++) {
            largest[near[k]] = Math.max(largest[near[k]], exponentials[k] / sum);
        }
    }

    /** In lanes beside each other, of which the compiler makes vector instructions. NaN stays. */
    private float highest() {
        Arrays.fill(lanes, Float.NEGATIVE_INFINITY);
        int whole = row.length - row.length % LANES;
        for (int base = 0; base < whole; base += LANES) {
            raise(lanes, row, base);
        }
        float highest = Float.NEGATIVE_INFINITY;
        for (int c = whole; c < row.length; c++) {
            highest = Math.max(highest, row[c]);
        }
        for (int k = 0; k < LANES; k++) {
            highest = Math.max(highest, lanes[k]);
        }
        return highest;
    }

    private static void raise(float[] lanes, float[] row, int base) {
        for (int k = 0; k < LANES; k++) {
            lanes[k] = Math.max(lanes[k], row[base + k]);
        }
    }

    /** Its classes count as those of one more model. @return the sum of its probabilities */
    private double softLabel(int example) {
        double mass = 0;
        for (int c = 0; c < row.length; c++) {
            double probability = set.labels().probability(example, c);
            mass += probability;
            largest[c] = Math.max(largest[c], probability);
        }
        return mass;
    }

    private float[] labelled(float[][] logits, int base, int example, int pivot) {
        float[] labelled = new float[logits.length];
        for (int j = 0; j < logits.length; j++) {
            double sum = 0;
            for (int c = 0; c < row.length; c++) {
                double probability = set.labels().probability(example, c);
                if (probability > 0) {
                    sum += probability * ((double) logits[j][base + c] - logits[j][base + pivot]);
                }
            }
            labelled[j] = bounded((float) sum);
        }
        return labelled;
    }

    /** The difference of two finite logits may overflow. */
    private static float bounded(float lead) {
        return Math.max(-MOST_LEAD, Math.min(MOST_LEAD, lead));
    }

    private int[] kept(int pivot) {
        int[] kept = IntStream.range(0, row.length)
                .filter(c -> c != pivot && largest[c] >= LEAST_PROBABILITY)
                .toArray();
        if (kept.length < MOST_CLASSES) {
            return kept;
        }
        return Arrays.stream(kept)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer c) -> -largest[c]).thenComparingInt(c -> c))
                .limit(MOST_CLASSES - 1L)
                .mapToInt(c -> c)
                .sorted()
                .toArray();
    }

    @Override
    public long bytes(KeptRow found) {
        return found.bytes();
    }
}
