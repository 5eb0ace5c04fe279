package dev.radin.soup.estimate;

import dev.radin.soup.FiniteLogits;
import java.util.Arrays;

/**
 * The classes of an example of whose logits some may be within a given distance of the highest of its model; those of which all
 * are not, the most by far, are left out by vector instructions. One thread, one of these.
 *
 * <p>No logit is nearer to the highest of its model than to that of some one class, the pivot, or of two. So any class will do,
 * and one that is near the top of most models leaves out the most: the label and the first model's first.
 */
final class PossibleClasses {

    private static final int AT_ONCE = 4;

    private final ValidationSet set;
    private final int classes;
    private final int deciding;
    private final float leastProbability;
    private final float leastLead;
    /** Zero where a class is out. [examples of a block, classes], as logits are, so that one index goes into all arrays. */
    private final float[] within;

    /**
     * @param deciding how many models, the first, are looked at
     * @param leastProbability classes are in to which a soft label gives that or more
     * @param leastLead over the highest logit of a model: negative
     */
    PossibleClasses(ValidationSet set, int deciding, float leastProbability, float leastLead) {
        this.set = set;
        this.classes = set.logits().classes();
        this.deciding = deciding;
        this.leastProbability = leastProbability;
        this.leastLead = leastLead;
        this.within = new float[LogitsSweep.blockSize(set.logits()) * classes];
    }

    /**
     * @param logits [models][examples of a block, classes]
     * @param base where the example's row begins
     * @param found takes the classes, ascending
     * @return how many there are, at least one
     * @throws dev.radin.fault.RadinException InvalidInput when a logit is not finite
     */
    int find(float[][] logits, int base, int example, int label, int[] found) {
        Arrays.fill(within, base, base + classes, 0);
        compare(logits, base, label);
        if (set.labels().isSoft()) {
            addLabelled(base, example);
        }
        int count = 0;
        boolean finite = true;
        for (int c = 0; c < classes; c++) {
            // Written in any case and passed over if it is in: there is no telling which ones are.
            found[count] = c;
            count += within[base + c] == 0 ? 0 : 1;
            finite &= within[base + c] < Float.POSITIVE_INFINITY;
        }
        if (!finite) { // or the difference of two that are has overflown, which leaves a class in
            FiniteLogits.require(set.logits(), logits, base, example);
        }
        return count;
    }

    private void compare(float[][] logits, int base, int label) {
        int first = highest(logits[0], base);
        for (int i = 0; i < deciding; i += AT_ONCE) {
            float[] a = logits[i];
            // The last model as often as is left: what is in twice is in.
            float[] b = logits[Math.min(i + 1, deciding - 1)];
            float[] c = logits[Math.min(i + 2, deciding - 1)];
            float[] d = logits[Math.min(i + 3, deciding - 1)];
            add(
                    a,
                    b,
                    c,
                    d,
                    bound(a, base + first, base + label),
                    bound(b, base + first, base + label),
                    bound(c, base + first, base + label),
                    bound(d, base + first, base + label),
                    within,
                    base,
                    base + classes);
        }
    }

    private int highest(float[] logits, int base) {
        int highest = 0;
        for (int c = 1; c < classes; c++) {
            highest = logits[base + c] > logits[base + highest] ? c : highest;
        }
        return highest;
    }

    /** Below any logit that is in, as rounding is monotone: by one step at least. */
    private float bound(float[] logits, int one, int other) {
        return Math.nextDown(Math.max(logits[one], logits[other]) + leastLead);
    }

    /**
     * The hot loop: one index for all arrays and no branch, or the compiler makes no vector instructions of it. x + |x| is above
     * zero where x is, and zero elsewhere. What is not finite stays so.
     */
    private static void add(
            float[] a,
            float[] b,
            float[] c,
            float[] d,
            float boundA,
            float boundB,
            float boundC,
            float boundD,
            float[] within,
            int from,
            int to) {
        for (int k = from; k < to; k++) {
            float x = a[k] - boundA;
            float y = b[k] - boundB;
            float z = c[k] - boundC;
            float w = d[k] - boundD;
            within[k] += (x + Math.abs(x)) + (y + Math.abs(y)) + (z + Math.abs(z)) + (w + Math.abs(w));
        }
    }

    private void addLabelled(int base, int example) {
        for (int c = 0; c < classes; c++) {
            within[base + c] += set.labels().probability(example, c) >= leastProbability ? 1 : 0;
        }
    }
}
