package dev.radin.soup.estimate;

import dev.radin.soup.FloatExponential;
import java.util.Arrays;
import java.util.Optional;

/**
 * Finds the classes that matter of an example: the label and those to which some model gives a probability of a hundredth or
 * more, at most {@value #MOST_CLASSES} of the largest. A model's probabilities are relative to the sum of those classes that
 * are a hundredth as probable as its first or more, so that no exponential is taken of the many others. One thread, one of
 * these.
 */
final class KeptRowFinder implements LogitsSweep.Finder<KeptRow> {

    static final int MOST_CLASSES = 16;

    private static final float LEAST_PROBABILITY = 0.01f;
    private static final float MOST_LEAD = 1e30f;
    private static final float LEAST_LEAD = (float) StrictMath.log(LEAST_PROBABILITY);
    /** So many exponentials at once at least that starting the loops costs little. */
    private static final int EXPONENTIALS_AT_ONCE = 512;

    private final ValidationSet set;
    private final int classes;
    private final int deciding;
    private final int step;
    private final PossibleClasses candidates;

    /** Of the example at hand: classes that may matter, ascending, their logits of a model, and the largest probability of each. */
    private final int[] possible;

    private final float[] row;
    private final float[] largest;
    private int count;
    /** Of some models one after the other: the place of a near class among the possible ones, and its logit below the highest. */
    private final int[] near;

    private final float[] below;
    private final float[] exponentials;
    private final int[] ends;
    /** Places among the possible ones. */
    private final int[] kept;

    /**
     * @param deciding how many columns, the first, decide which classes are kept
     * @param step every how-manieth example is looked at
     */
    KeptRowFinder(ValidationSet set, int deciding, int step) {
        int atOnce = Math.max(set.logits().classes(), EXPONENTIALS_AT_ONCE);
        this.set = set;
        this.classes = set.logits().classes();
        this.candidates = new PossibleClasses(set, deciding, LEAST_PROBABILITY, LEAST_LEAD);
        this.deciding = deciding;
        this.step = step;
        this.possible = new int[classes];
        this.row = new float[classes];
        this.largest = new float[classes];
        this.near = new int[atOnce];
        this.below = new float[atOnce];
        this.exponentials = new float[atOnce];
        this.ends = new int[deciding];
        this.kept = new int[classes];
    }

    @Override
    public Optional<KeptRow> find(float[][] logits, int place, int example) {
        if (example % step != 0) {
            return Optional.empty();
        }
        int base = place * classes;
        boolean soft = set.labels().isSoft();
        int pivot = set.labels().label(example);
        count = candidates.find(logits, base, example, pivot, possible);
        findLargest(logits, base);
        double mass = set.labels().mass(example);
        if (soft) {
            raiseLabelled(example, mass);
        }
        int found = keep(pivot);
        if (found == 0 && !soft) {
            return Optional.empty(); // every model is sure of the label, and so is every mixture
        }
        float[] labelled = soft ? labelled(logits, base, example, pivot) : null;
        return Optional.of(new KeptRow(leads(logits, base, pivot, found), labelled, mass));
    }

    private void findLargest(float[][] logits, int base) {
        Arrays.fill(largest, 0, count, 0);
        int models = near.length / count;
        for (int first = 0; first < deciding; first += models) {
            int last = Math.min(deciding, first + models);
            int end = 0;
            for (int i = first; i < last; i++) {
                end = addNear(logits[i], base, end);
                ends[i] = end;
            }
            raiseLargest(first, last, end);
        }
    }

    /** @return where they end */
    private int addNear(float[] logits, int base, int start) {
        float highest = logits[base + possible[0]];
        for (int k = 0; k < count; k++) {
            float logit = logits[base + possible[k]];
            row[k] = logit;
            highest = logit > highest ? logit : highest;
        }
        int end = start;
        for (int k = 0; k < count; k++) {
            // Written in any case and passed over if it is near: which ones are is as good as random to the processor.
            near[end] = k;
            below[end] = row[k] - highest;
            end += below[end] >= LEAST_LEAD ? 1 : 0;
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
                float probability = exponentials[k] / sum;
                largest[near[k]] = probability > largest[near[k]] ? probability : largest[near[k]];
            }
            start = ends[i];
        }
    }

    /** The classes of a soft label count as those of one more model. */
    private void raiseLabelled(int example, double mass) {
        for (int k = 0; k < count; k++) {
            largest[k] = Math.max(largest[k], (float) (set.labels().probability(example, possible[k]) / mass));
        }
    }

    private float[] labelled(float[][] logits, int base, int example, int pivot) {
        float[] labelled = new float[logits.length];
        for (int j = 0; j < logits.length; j++) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                double probability = set.labels().probability(example, c);
                if (probability > 0) {
                    sum += probability * ((double) logits[j][base + c] - logits[j][base + pivot]);
                }
            }
            labelled[j] = bounded((float) sum);
        }
        return labelled;
    }

    private float[] leads(float[][] logits, int base, int pivot, int found) {
        float[] leads = new float[found * logits.length];
        for (int j = 0; j < logits.length; j++) {
            float[] ofModel = logits[j];
            float against = ofModel[base + pivot];
            for (int k = 0; k < found; k++) {
                leads[k * logits.length + j] = bounded(ofModel[base + possible[kept[k]]] - against);
            }
        }
        return leads;
    }

    /** The difference of two finite logits may overflow. */
    private static float bounded(float lead) {
        return Math.abs(lead) <= MOST_LEAD ? lead : Math.max(-MOST_LEAD, Math.min(MOST_LEAD, lead));
    }

    /** @return how many are kept beside the pivot */
    private int keep(int pivot) {
        int found = 0;
        for (int k = 0; k < count; k++) {
            if (largest[k] >= LEAST_PROBABILITY && possible[k] != pivot) {
                kept[found++] = k;
            }
        }
        if (found < MOST_CLASSES) {
            return found;
        }
        keepMostProbable(found);
        return MOST_CLASSES - 1;
    }

    /** Of the first so many; the first among equals. */
    private void keepMostProbable(int found) {
        int most = MOST_CLASSES - 1;
        for (int f = 1; f < found; f++) {
            int k = kept[f];
            int at = Math.min(f, most);
            while (at > 0 && largest[kept[at - 1]] < largest[k]) {
                at--;
            }
            if (at < most) {
                System.arraycopy(kept, at, kept, at + 1, Math.min(f, most - 1) - at);
                kept[at] = k;
            }
        }
        Arrays.sort(kept, 0, most);
    }

    @Override
    public long bytes(KeptRow found) {
        return found.bytes();
    }
}
