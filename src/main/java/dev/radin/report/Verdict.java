package dev.radin.report;

import dev.radin.fault.Counted;
import dev.radin.fault.Truncation;
import dev.radin.protocol.Decimal;
import dev.radin.protocol.Published;
import dev.radin.protocol.Significance;
import dev.radin.protocol.SoupSize;
import dev.radin.report.Decision.Expected;
import dev.radin.soup.Choice;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.statistics.Comparison;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * What came of a selection, in one sentence: how the result compares with the best single model, whether that is more than
 * chance, and why it was chosen. It is the same sentence wherever the result is told.
 */
final class Verdict {

    private static final int LONGEST_NAME = 100;

    private final Decision decision;
    private final String bestSingle;
    private final int models;
    private final Metric metric;
    private final int evaluated;
    private final Optional<String> cause;

    private Verdict(
            Decision decision, String bestSingle, int models, Metric metric, int evaluated, Optional<String> cause) {
        this.decision = decision;
        this.bestSingle = bestSingle;
        this.models = models;
        this.metric = metric;
        this.evaluated = evaluated;
        this.cause = cause;
    }

    /**
     * @param bestSingle its name
     * @param models how many can be used
     * @param evaluated how many soups were
     * @param cause why soups failed, where that is known; told of a single model that is kept
     */
    static String of(
            Decision decision, String bestSingle, int models, Metric metric, int evaluated, Optional<String> cause) {
        String name = Truncation.toCharacters(bestSingle, LONGEST_NAME);
        Verdict verdict = new Verdict(decision, name, models, metric, evaluated, cause);
        return Truncation.toCharacters(
                decision.comparison().map(verdict::soup).orElseGet(verdict::kept), Published.LONGEST_VERDICT);
    }

    private String soup(Comparison comparison) {
        Choice choice = decision.choice();
        return "a soup of " + size(choice.chosen().mixture()).of(models) + " scores "
                + score(choice.chosen()) + ", "
                + Decimal.gain(choice.gain()) + " against " + bestSingle() + ", which is "
                + Significance.verdict(comparison.pValue()) + " (" + Significance.probability(comparison.pValue())
                + "); it has " + reason();
    }

    /** The base has the number after those of the models. */
    private SoupSize size(Mixture mixture) {
        return SoupSize.of(mixture.size(), mixture.contains(models));
    }

    private String reason() {
        return switch (decision.choice().rule()) {
            case HighestScore -> "the highest score"
                    + (evaluated == 1 ? "; no other soup was evaluated" : " of " + evaluated + " soups");
            case Calibrated -> "the lowest calibrated NLL, "
                    + calibrated(decision.choice().chosen()) + " against "
                    + calibrated(decision.choice().bestSingle()) + ", of all that score the highest up to chance";
            case ExpectedScore -> "the highest expected score, " + expected(Expected::soup) + " against "
                    + expected(Expected::single) + ", of " + Counted.of(evaluated, "soup") + " and that model";
        };
    }

    private String kept() {
        return single() + cause.map(why -> "; " + why).orElse("");
    }

    private String single() {
        if (!decision.calibratedLosses().isEmpty()) {
            return bestSingle() + ", is kept: of all that score the highest up to chance, among "
                    + Counted.of(evaluated, "soup") + ", it has the lowest calibrated NLL, "
                    + calibrated(decision.choice().bestSingle());
        }
        if (decision.expected().isPresent()) {
            return bestSingle() + ", is kept: it has the highest expected score, " + expected(Expected::single)
                    + " against " + expected(Expected::soup) + " of the best of " + Counted.of(evaluated, "soup");
        }
        return unbeaten() + bestSingle() + (evaluated == 0 ? ", is kept" : "; it is kept");
    }

    private String unbeaten() {
        return switch (evaluated) {
            case 0 -> "no soup was evaluated; ";
            case 1 -> "the only soup that was evaluated did not beat ";
            default -> "no soup of " + evaluated + " evaluated beat ";
        };
    }

    private String bestSingle() {
        Evaluated single = decision.choice().bestSingle();
        return "the best single model, " + bestSingle + " (" + score(single) + ")";
    }

    private String score(Evaluated evaluated) {
        return Decimal.score(metric.utility(evaluated.utility()));
    }

    private String expected(ToDoubleFunction<Expected> side) {
        return Decimal.score(
                metric.utility(side.applyAsDouble(decision.expected().orElseThrow())));
    }

    private String calibrated(Evaluated evaluated) {
        return Decimal.score(decision.calibratedLosses().get(evaluated.mixture()));
    }
}
