package dev.radin.soup.statistics;

import dev.radin.soup.ClassCounts;
import dev.radin.soup.Outcomes;
import dev.radin.soup.SplitMix64;
import java.util.function.IntToDoubleFunction;

/** One dataset of a paired bootstrap. */
interface Resampling {

    /** The gain in utility on as many examples as the dataset has, drawn with replacement. */
    double gain(SplitMix64 random);

    static Resampling of(Comparison.Pair pair) {
        Outcomes soup = pair.soup();
        Outcomes single = pair.single();
        return switch (soup.metric().type()) {
            case Accuracy, TopKAccuracy -> ofMean(
                    soup.examples(),
                    e -> (soup.correct().get(e) ? 1 : 0) - (single.correct().get(e) ? 1 : 0));
            case NegativeLogLikelihood -> ofMean(soup.examples(), e -> single.values()[e] - soup.values()[e]);
            case MeanScore -> ofMean(soup.examples(), e -> soup.values()[e] - single.values()[e]);
            case MacroF1 -> random -> macroF1Gain(soup, single, random);
        };
    }

    private static Resampling ofMean(int examples, IntToDoubleFunction gain) {
        return random -> {
            double sum = 0;
            for (int k = 0; k < examples; k++) {
                sum += gain.applyAsDouble(random.nextInt(examples));
            }
            return sum / examples;
        };
    }

    private static double macroF1Gain(Outcomes soup, Outcomes single, SplitMix64 random) {
        ClassCounts ofSoup = new ClassCounts(soup.classes());
        ClassCounts ofSingle = new ClassCounts(soup.classes());
        for (int k = 0; k < soup.examples(); k++) {
            int example = random.nextInt(soup.examples());
            int label = soup.labels().label(example);
            ofSoup.add(label, soup.predictions()[example]);
            ofSingle.add(label, single.predictions()[example]);
        }
        return ofSoup.macroF1() - ofSingle.macroF1();
    }
}
