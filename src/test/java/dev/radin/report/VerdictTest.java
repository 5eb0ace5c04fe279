package dev.radin.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.protocol.Published;
import dev.radin.soup.Choice;
import dev.radin.soup.ChoiceRule;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.statistics.Comparison;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private static final Evaluated SOUP = new Evaluated(Mixture.uniform(0, 1), 0.80275, 0.7);
    private static final Evaluated LOWER = new Evaluated(Mixture.uniform(0, 2), 0.781, 0.7);
    private static final Evaluated SINGLE = new Evaluated(Mixture.single(0), 0.78225, 0.8);
    private static final Map<Mixture, Double> CALIBRATED =
            Map.of(SOUP.mixture(), 0.6012, LOWER.mixture(), 0.59, SINGLE.mixture(), 0.6321);

    @Test
    void highestScore() {
        assertThat(verdict(ChoiceRule.HighestScore, SOUP, 0.0004))
                .isEqualTo(
                        "a soup of 2 of 16 models scores 0.802750, +0.020500 against the best single model, a (0.782250),"
                                + " which is more than chance (p = 4e-04); it has the highest score of 8 soups");
    }

    /** Its number is the one after those of the models. */
    @Test
    void theBaseIsNamedApart() {
        Evaluated mixed = new Evaluated(Mixture.uniform(0, 3, 16), 0.80275, 0.7);

        assertThat(verdict(ChoiceRule.HighestScore, mixed, 0.0004))
                .startsWith("a soup of 2 of 16 models and the base scores 0.802750, ");
    }

    @Test
    void calibratedSoupBelowTheSingleModel() {
        assertThat(verdict(ChoiceRule.Calibrated, LOWER, 0.8123))
                .isEqualTo(
                        "a soup of 2 of 16 models scores 0.781000, -0.001250 against the best single model, a (0.782250),"
                                + " which is within chance (p = 0.812); it has the lowest calibrated NLL, 0.590000 against 0.632100,"
                                + " of all that score the highest up to chance");
    }

    @Test
    void expectedScore() {
        assertThat(verdict(ChoiceRule.ExpectedScore, LOWER, 0.8123))
                .isEqualTo(
                        "a soup of 2 of 16 models scores 0.781000, -0.001250 against the best single model, a (0.782250),"
                                + " which is within chance (p = 0.812); it has the highest expected score, 0.780000 against"
                                + " 0.770000, of 8 soups and that model");
        assertThat(verdict(ChoiceRule.ExpectedScore, SINGLE, null))
                .isEqualTo("the best single model, a (0.782250), is kept: it has the highest expected score, 0.770000"
                        + " against 0.760000 of the best of 8 soups");
    }

    @Test
    void singleModelKept() {
        assertThat(verdict(ChoiceRule.HighestScore, SINGLE, null))
                .isEqualTo("no soup of 8 evaluated beat the best single model, a (0.782250); it is kept");
        assertThat(verdict(ChoiceRule.Calibrated, SINGLE, null))
                .isEqualTo(
                        "the best single model, a (0.782250), is kept: of all that score the highest up to chance, among 8"
                                + " soups, it has the lowest calibrated NLL, 0.632100");
    }

    @Test
    void ofOneSoup() {
        assertThat(verdict(ChoiceRule.HighestScore, SOUP, 0.0004, 1))
                .endsWith("; it has the highest score; no other soup was evaluated");
        assertThat(verdict(ChoiceRule.HighestScore, SINGLE, null, 1))
                .isEqualTo(
                        "the only soup that was evaluated did not beat the best single model, a (0.782250); it is kept");
        assertThat(verdict(ChoiceRule.Calibrated, SINGLE, null, 1)).contains(", among 1 soup, it has the lowest");
    }

    @Test
    void ofTheLongestNameFits() {
        Decision decision = new Decision(
                new Choice(ChoiceRule.Calibrated, LOWER, SINGLE),
                CALIBRATED,
                Optional.empty(),
                comparison(LOWER.utility() - SINGLE.utility(), 0.8),
                Optional.empty());

        String verdict = Verdict.of(decision, "n".repeat(255), 256, Metric.ACCURACY, 1000, Optional.empty());

        assertThat(verdict)
                .hasSizeLessThan(Published.LONGEST_VERDICT)
                .contains("n…")
                .endsWith("up to chance");
    }

    @Test
    void nothingEvaluated() {
        Decision decision = new Decision(
                new Choice(ChoiceRule.Calibrated, SINGLE, SINGLE),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());

        assertThat(Verdict.of(decision, "a", 16, Metric.ACCURACY, 0, Optional.empty()))
                .isEqualTo("no soup was evaluated; the best single model, a (0.782250), is kept");
    }

    @Test
    void whySoupsFailedIsSaidOfASingleModelThatIsKept() {
        Decision kept = new Decision(
                new Choice(ChoiceRule.HighestScore, SINGLE, SINGLE),
                Map.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        Decision soup = new Decision(
                new Choice(ChoiceRule.HighestScore, SOUP, SINGLE),
                Map.of(),
                Optional.empty(),
                comparison(0.02, 0.01),
                Optional.empty());

        assertThat(Verdict.of(kept, "a", 16, Metric.ACCURACY, 8, Optional.of("heads are apart")))
                .endsWith("; it is kept; heads are apart");
        assertThat(Verdict.of(soup, "a", 16, Metric.ACCURACY, 8, Optional.of("heads are apart")))
                .doesNotContain("heads");
    }

    @Test
    void scoresAreTheMetricsAndGainsWhatIsBetter() {
        Evaluated soup = new Evaluated(Mixture.uniform(0, 1), -0.5, 0.5);
        Evaluated single = new Evaluated(Mixture.single(0), -0.75, 0.75);
        Decision decision = new Decision(
                new Choice(ChoiceRule.HighestScore, soup, single),
                Map.of(),
                Optional.empty(),
                comparison(0.25, 0.01),
                Optional.empty());

        assertThat(Verdict.of(decision, "a", 3, Metric.NEGATIVE_LOG_LIKELIHOOD, 1, Optional.empty()))
                .startsWith(
                        "a soup of 2 of 3 models scores 0.500000, +0.250000 against the best single model, a (0.750000)");
    }

    private static String verdict(ChoiceRule rule, Evaluated chosen, Double pValue) {
        return verdict(rule, chosen, pValue, 8);
    }

    private static String verdict(ChoiceRule rule, Evaluated chosen, Double pValue, int evaluated) {
        Choice choice = new Choice(rule, chosen, SINGLE);
        Decision decision = new Decision(
                choice,
                rule == ChoiceRule.Calibrated ? CALIBRATED : Map.of(),
                rule == ChoiceRule.ExpectedScore
                        ? Optional.of(new Decision.Expected(choice.singleKept() ? 0.76 : 0.78, 0.77))
                        : Optional.empty(),
                pValue == null ? Optional.empty() : comparison(choice.gain(), pValue),
                Optional.empty());
        return Verdict.of(decision, "a", 16, Metric.ACCURACY, evaluated, Optional.empty());
    }

    private static Optional<Comparison> comparison(double gain, double pValue) {
        return Optional.of(new Comparison(gain, gain - 0.01, gain + 0.01, pValue, "max-T over 8 soups"));
    }
}
