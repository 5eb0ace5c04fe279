package dev.radin.report;

import dev.radin.soup.Choice;
import dev.radin.soup.ExpectedChoice;
import dev.radin.soup.Mixture;
import dev.radin.soup.statistics.Comparison;
import java.util.Map;
import java.util.Optional;

/**
 * What was chosen, and what it was chosen by.
 *
 * @param calibratedLosses of the soups and of the best single model; empty where the rule does not look at them
 * @param expected where the rule goes by scores without luck
 * @param comparison of the chosen soup with the best single model, as one of all that were evaluated; none for that model
 * @param optimism how much of the chosen soup's gain is the luck of having been picked, in utility; none for a single model, and
 *     where one soup was evaluated
 */
public record Decision(
        Choice choice,
        Map<Mixture, Double> calibratedLosses,
        Optional<Expected> expected,
        Optional<Comparison> comparison,
        Optional<Double> optimism) {

    /** The scores of the best soup and of the best single model once luck is taken out, in utility: {@link ExpectedChoice}. */
    public record Expected(double soup, double single) {}
}
