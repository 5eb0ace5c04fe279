package dev.radin.soup.estimate;

import dev.radin.soup.FiniteLogits;
import dev.radin.soup.FloatExponential;
import dev.radin.soup.Labels;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the classes that matter of an example: the label and those to which some model gives a probability of a hundredth or
 * more, at most {@value #MOST_CLASSES} of the largest. A model's probabilities are relative to the sum of those classes that
 * are a hundredth as probable as its first or more, so that no exponential is taken of the many others. One thread, one of
 * these.
 *
 * <p>Most logits are looked at once, by vector instructions: a class that in no model is a hundredth as probable as some one
 * class is not a hundredth as probable as any model's first.
 */
final class KeptRowFinder implements LogitsSweep.Finder<KeptRow> {

    static final int MOST_CLASSES = 16;

    private static final float LEAST_PROBABILITY = 0.01f;
    private static final float MOST_LEAD = 1e30f;
    private static final float LEAST_LEAD = (float) StrictMath.log(LEAST_PROBABILITY);
    /** So many exponentials at once at least that starting the loops costs little. */
    private static final int EXPONENTIALS = 512;

    private final ValidationSet set;
    private final int deciding;
    private final int step;
    private final float[] row;
    /** Of each class by how much it is ahead of the one that all are compared with, at most over the models. */
    private final float[] most;
    /** Classes that may matter, ascending, and the largest probability of each. */
    private final int[] possible;

    private final float[] largest;
    private int count;
    /** Of some models one after the other: the place of a near class among the possible ones, and its logit below the highest. */
    private final int[] near;

    private final float[] below;
    private final float[] exponentials;
    private final int[] ends;

    /**
     * @param deciding how many columns, the first, decide which classes are kept
     * @param step every how-manieth example is looked at
     */
    KeptRowFinder(ValidationSet set, int deciding, int step) {
        int classes = set.logits().classes();
        int atOnce = Math.max(classes, EXPONENTIALS);
        this.set = set;
        this.deciding = deciding;
        this.step = step;
        this.row = new float[classes];
        this.most = new float[classes];
        this.possible = new int[classes];
        this.largest = new float[classes];
        this.near = new int[atOnce];
        this.below = new float[atOnce];
        this.exponentials = new float[atOnce];
        this.ends = new int[deciding];
    }

    @Override
    public Optional<KeptRow> find(float[][] logits, int place, int example) {
        if (example % step != 0) {
            return Optional.empty();
        }
        int base = place * row.length;
        boolean soft = set.labels() instanceof Labels.Soft;
        findPossible(logits, base, example, soft);
        findLargest(logits, base, example);
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
        return Optional.of(new KeptRow(leads, labelled, mass));
    }

    /** All are compared with the first model's first class, which is near the top of most models. */
    private void findPossible(float[][] logits, int base, int example, boolean soft) {
        int first = 0;
        for (int c = 1; c < row.length; c++) {
            first = logits[0][base + c] > logits[0][base + first] ? c : first;
        }
        Arrays.fill(most, Float.NEGATIVE_INFINITY);
        for (int i = 0; i < deciding; i++) {
            System.arraycopy(logits[i], base, row, 0, row.length);
            raise(row, logits[i][base + first], most, row.length);
        }
        count = 0;
        for (int c = 0; c < row.length; c++) {
            // NaN is possible, too, so that it is found.
            if (!(most[c] < LEAST_LEAD) || soft && set.labels().probability(example, c) >= LEAST_PROBABILITY) {
                possible[count] = c;
                largest[count++] = 0;
            }
        }
    }

    /** The hot loop: all arrays from 0 on and no branch, or the compiler makes no vector instructions of it. NaN stays. */
    private static void raise(float[] row, float pivot, float[] most, int classes) {
        for (int c = 0; c < classes; c++) {
            most[c] = Math.max(most[c], row[c] - pivot);
        }
    }

    private void findLargest(float[][] logits, int base, int example) {
        int first = 0;
        int end = 0;
        for (int i = 0; i < deciding; i++) {
            if (end + count > near.length) {
                raiseLargest(first, i, end);
                first = i;
                end = 0;
            }
            end = addNear(logits, i, base, example, end);
            ends[i] = end;
        }
        raiseLargest(first, deciding, end);
    }

    /** @return where they end */
    private int addNear(float[][] logits, int model, int base, int example, int start) {
        float[] ofModel = logits[model];
        float highest = Float.NEGATIVE_INFINITY;
        for (int k = 0; k < count; k++) {
            float logit = ofModel[base + possible[k]];
            row[k] = logit;
            highest = logit > highest || Float.isNaN(logit) ? logit : highest;
        }
        if (!Float.isFinite(highest)) {
            FiniteLogits.require(set.logits(), logits, base, example);
        }
        int end = start;
        for (int k = 0; k < count; k++) {
            float lead = row[k] - highest;
            if (lead >= LEAST_LEAD) {
                near[end] = k;
                below[end++] = lead;
            }
        }
        return end;
    }

    /** Of models first .. last − 1. */
    private void raiseLargest(int first, int last, int count) {
        FloatExponential.ofNotPositive(below, exponentials, count);
        int start = 0;
        for (int i = first; i < last; i++) {
            float sum = 0;
            for (int k = start; k < ends[i]; k++) {
                sum += exponentials[k];
            }
            for (int k = start; k < ends[i]; k++) {
                largest[near[k]] = Math.max(largest[near[k]], exponentials[k] / sum);
            }
            start = ends[i];
        }
    }

    /** Its classes count as those of one more model. @return the sum of its probabilities */
    private double softLabel(int example) {
        double mass = 0;
        for (int c = 0; c < row.length; c++) {
            mass += set.labels().probability(example, c);
        }
        for (int k = 0; k < count; k++) {
            largest[k] = Math.max(largest[k], (float) set.labels().probability(example, possible[k]));
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
        int[] kept = new int[count];
        int found = 0;
        for (int k = 0; k < count; k++) {
            if (possible[k] != pivot && largest[k] >= LEAST_PROBABILITY) {
                kept[found++] = k;
            }
        }
        return (found < MOST_CLASSES ? Arrays.stream(kept, 0, found) : mostProbable(Arrays.copyOf(kept, found)))
                .map(k -> possible[k])
                .toArray();
    }

    private IntStream mostProbable(int[] kept) {
        return Arrays.stream(kept)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> -largest[k]).thenComparingInt(k -> k))
                .limit(MOST_CLASSES - 1L)
                .mapToInt(k -> k)
                .sorted();
    }

    @Override
    public long bytes(KeptRow found) {
        return found.bytes();
    }
}
