package dev.radin.soup;

import java.util.Arrays;

/**
 * The best soup or the best single model, whichever has the higher score once luck is taken out. The best of many is lucky, and
 * the more so the less they differ: so the scores of a group, the single models or the soups, are drawn to the group's mean until
 * their spread is what chance does not explain (James and Stein, 1961). The single models are many and much alike, so that theirs
 * are mostly drawn farther.
 *
 * @param soupsKept of the soups' spread, from 0 to 1
 * @param singlesLuck what the best single model's score loses, in utility
 */
public record ExpectedChoice(double soupsKept, double singlesLuck) {

    /** @param expected its score without luck, in utility */
    public record Pick(int place, double expected) {}

    /**
     * @param singles the utility of each, at least one
     * @param singlesKept of their spread, from 0 to 1
     */
    public static ExpectedChoice of(double soupsKept, double[] singles, double singlesKept) {
        double highest = Arrays.stream(singles).max().orElseThrow();
        return new ExpectedChoice(soupsKept, highest - drawn(highest, singles, singlesKept));
    }

    private static double drawn(double score, double[] group, double kept) {
        double mean = Arrays.stream(group).average().orElseThrow();
        return mean + kept * (score - mean);
    }

    /** @param utilities of the soups, at least one, and at last of the best single model */
    public Pick bestSoup(double[] utilities) {
        double[] soups = Arrays.copyOf(utilities, utilities.length - 1);
        int best = Choice.highest(soups);
        return new Pick(best, drawn(soups[best], soups, soupsKept));
    }

    /** As {@link #bestSoup}. */
    public Pick bestSingle(double[] utilities) {
        int place = utilities.length - 1;
        return new Pick(place, utilities[place] - singlesLuck);
    }

    /** As {@link #bestSoup}; of equals the soup. */
    public Pick best(double[] utilities) {
        Pick soup = bestSoup(utilities);
        Pick single = bestSingle(utilities);
        return soup.expected() >= single.expected() ? soup : single;
    }
}
