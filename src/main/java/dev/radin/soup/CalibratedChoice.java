package dev.radin.soup;

import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Of several networks whose scores differ by no more than chance, the one with the lowest calibrated NLL. The highest score
 * is often the luckiest, that of the best single model above all, since it is the best of many; the NLL of all examples is
 * less of a lottery than a count of those that were right. A soup whose NLL is above its members' mean shows that their weights do
 * not average, so it wins by its score alone, where nothing else is as good.
 */
public final class CalibratedChoice {

    /** How many standard errors of a paired difference are taken for chance. */
    public static final double CHANCE = 2;

    /**
     * @param calibratedLoss see {@link CalibrationCurve}, of {@link Metric#forLikelihood}; finite
     * @param barrier whether it is worse than its members
     */
    public record Finalist(Evaluated evaluated, double calibratedLoss, boolean barrier) {

        /** By which it is compared with others as good. */
        public double loss() {
            return barrier ? Double.POSITIVE_INFINITY : calibratedLoss;
        }

        private double utility() {
            return evaluated.utility();
        }

        private Mixture mixture() {
            return evaluated.mixture();
        }
    }

    private static final Comparator<Finalist> BEST_CALIBRATED =
            Comparator.comparingDouble(Finalist::loss).thenComparing(Finalist::mixture);

    private static final Comparator<Finalist> HIGHEST_SCORE =
            Comparator.comparingDouble(Finalist::utility).reversed().thenComparing(BEST_CALIBRATED);

    private CalibratedChoice() {}

    /**
     * Whose score is the highest: that of the lower calibrated NLL among equals, then a single model, then the fixed order.
     *
     * @return its place in the list
     */
    public static int highest(List<Finalist> finalists) {
        int highest = 0;
        for (int k = 1; k < finalists.size(); k++) {
            highest = HIGHEST_SCORE.compare(finalists.get(k), finalists.get(highest)) < 0 ? k : highest;
        }
        return highest;
    }

    /**
     * @param highest see {@link #highest}
     * @param standardErrors of the paired difference of each one's score to the highest, one a finalist
     */
    public static Finalist among(List<Finalist> finalists, int highest, double[] standardErrors) {
        double score = finalists.get(highest).utility();
        Finalist chosen = finalists.get(highest);
        for (int k = 0; k < finalists.size(); k++) {
            Finalist finalist = finalists.get(k);
            boolean asGood = score - finalist.utility() <= CHANCE * standardErrors[k];
            chosen = asGood && BEST_CALIBRATED.compare(finalist, chosen) < 0 ? finalist : chosen;
        }
        return chosen;
    }

    /**
     * The same of numbers, where equals do not matter.
     *
     * @param losses see {@link Finalist#loss}, one a utility
     * @param standardErrors of the paired difference of each to one of them
     * @return the place of the chosen one
     */
    public static int among(double[] utilities, double[] losses, IntFunction<double[]> standardErrors) {
        int highest = Choice.highest(utilities);
        double[] errors = standardErrors.apply(highest);
        int chosen = highest;
        for (int k = 0; k < utilities.length; k++) {
            boolean asGood = utilities[highest] - utilities[k] <= CHANCE * errors[k];
            chosen = asGood && losses[k] < losses[chosen] ? k : chosen;
        }
        return chosen;
    }
}
