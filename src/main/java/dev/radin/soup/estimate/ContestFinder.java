package dev.radin.soup.estimate;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.soup.LogitsTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the rivals of an example's label, by three rules that lose nothing. Class c is said to beat the label y in a model
 * if z_c > z_y, or z_c = z_y and c < y.
 *
 * <ol>
 *   <li>A class that beats the label in no model beats it in no mixture: it is no rival.
 *   <li>Where a class beats the label in all models, it does so in all mixtures: the example is never correct.
 *   <li>A rival whose logits nowhere exceed another's is not needed when that other one wins ties against the label, or
 *       when neither does.
 * </ol>
 *
 * They hold for sums in float64 too, not only for exact ones: multiplying by a weight and adding are monotone under
 * rounding, and a strict lead in every model is at least 2^-25 of the logits' size, far above the rounding of the sum.
 * Differences are taken in float32, where their sign is exact. One thread, one finder.
 */
final class ContestFinder {

    /** Among many rivals only the strongest are asked whether they dominate: keeping a rival too many loses nothing. */
    private static final int MOST_ASKED = 32;

    private final LogitsTable table;
    private final int models;
    private final int classes;
    /** The largest and the smallest lead over the label in any model, [classes]. */
    private final float[] most;

    private final float[] least;
    private final float[] row;
    private final int[] rivals;

    ContestFinder(LogitsTable table) {
        this.table = table;
        this.models = table.models();
        this.classes = table.classes();
        this.most = new float[classes];
        this.least = new float[classes];
        this.row = new float[classes];
        this.rivals = new int[classes];
    }

    /**
     * Empty when the example is never correct; without a rival when it always is.
     *
     * @param logits [models][rows, classes]
     * @param place of the example in {@code logits}
     * @param example its place in the whole table, for messages
     */
    Optional<Contest> find(float[][] logits, int place, int example, int label) {
        int base = place * classes;
        Arrays.fill(most, Float.NEGATIVE_INFINITY);
        Arrays.fill(least, Float.POSITIVE_INFINITY);
        for (float[] z : logits) {
            System.arraycopy(z, base, row, 0, classes);
            widen(row, z[base + label], most, least, classes);
        }
        int count = 0;
        boolean finite = true;
        for (int c = 0; c < classes; c++) {
            float lead = most[c];
            finite &= lead < Float.POSITIVE_INFINITY && least[c] > Float.NEGATIVE_INFINITY;
            if (lead > 0 || (lead == 0 && c < label)) {
                rivals[count++] = c;
            }
        }
        if (!finite) {
            // The difference of two finite logits may overflow, too.
            requireFinite(logits, base, example);
        }
        for (int r = 0; r < count; r++) {
            int c = rivals[r];
            if (least[c] > 0 || (least[c] == 0 && c < label)) {
                return Optional.empty();
            }
        }
        return Optional.of(contest(logits, base, label, count));
    }

    /** The hot loop: all arrays from 0 on and no branch, or the compiler makes no vector instructions of it. NaN stays. */
    private static void widen(float[] row, float label, float[] most, float[] least, int classes) {
        for (int c = 0; c < classes; c++) {
            float lead = row[c] - label;
            most[c] = Math.max(most[c], lead);
            least[c] = Math.min(least[c], lead);
        }
    }

    private Contest contest(float[][] logits, int base, int label, int count) {
        float[][] rows = new float[count][];
        double[] strength = new double[count];
        for (int r = 0; r < count; r++) {
            rows[r] = gather(logits, base + rivals[r]);
            for (float z : rows[r]) {
                strength[r] += z;
            }
        }
        // Nothing dominates what has a larger sum: summing is monotone.
        List<Integer> kept = new ArrayList<>();
        IntStream.range(0, count)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer r) -> -strength[r]))
                .filter(r -> kept.stream().limit(MOST_ASKED).noneMatch(k -> dominates(rows, k, r, label)))
                .forEach(kept::add);
        kept.sort(null);

        float[] contest = new float[(1 + kept.size()) * models];
        System.arraycopy(gather(logits, base + label), 0, contest, 0, models);
        for (int k = 0; k < kept.size(); k++) {
            System.arraycopy(rows[kept.get(k)], 0, contest, (1 + k) * models, models);
        }
        int earlier = (int) kept.stream().filter(r -> rivals[r] < label).count();
        return new Contest(models, earlier, contest);
    }

    private float[] gather(float[][] logits, int position) {
        float[] row = new float[models];
        for (int i = 0; i < models; i++) {
            row[i] = logits[i][position];
        }
        return row;
    }

    private boolean dominates(float[][] rows, int stronger, int weaker, int label) {
        if (rivals[stronger] > label && rivals[weaker] < label) {
            return false;
        }
        for (int i = 0; i < models; i++) {
            if (rows[stronger][i] < rows[weaker][i]) {
                return false;
            }
        }
        return true;
    }

    private void requireFinite(float[][] logits, int base, int example) {
        for (int i = 0; i < models; i++) {
            for (int c = 0; c < classes; c++) {
                float z = logits[i][base + c];
                if (!Float.isFinite(z)) {
                    throw new RadinException(
                            Reason.InvalidInput,
                            table.name(i) + ": the logit of class " + c + " for example " + example + " is " + z
                                    + "; averages of logits mean something only when all are finite: leave this model out");
                }
            }
        }
    }
}
