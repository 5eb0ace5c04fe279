package dev.radin.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedChoice;
import dev.radin.soup.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The single models score 0.8 and 0.7. */
class FailedEstimatesTest {

    @Test
    void everySoupIsEstimatedHighAndScoresLessThanItsMembers() {
        assertThat(areAll(soup(0.82, 0.74, null), soup(0.81, 0.71, null))).isTrue();
        assertThat(areAll(soup(0.82, 0.74, null), soup(0.81, Double.NaN, null))).isTrue();
    }

    @Test
    void oneThatHoldsWhatItsMembersDoIsEnough() {
        assertThat(areAll(soup(0.82, 0.74, null), soup(0.81, 0.76, null))).isFalse();
        assertThat(areAll(soup(0.82, 0.74, null), soup(0.81, 0.74, List.of(0.2, 0.8))))
                .isFalse();
    }

    @Test
    void aLowEstimatePromisedNothing() {
        assertThat(areAll(soup(0.82, 0.74, null), soup(0.79, 0.71, null))).isFalse();
    }

    @Test
    void oneSoupAloneSaysLittle() {
        assertThat(areAll(soup(0.82, 0.3, null))).isFalse();
        assertThat(areAll()).isFalse();
    }

    @Test
    void anySoupBelowItsMembersShowsThatWeightsDoNotAverage() {
        assertThat(isAny(false, soup(0.82, 0.79, null), soup(0.7, 0.74, null))).isTrue();
        assertThat(isAny(false, soup(0.82, 0.79, null), soup(0.7, Double.NaN, null)))
                .isTrue();
        assertThat(isAny(false, soup(0.82, 0.79, null))).isFalse();
    }

    @Test
    void soDoesASingleModelThatIsKeptAgainstAnEstimate() {
        assertThat(isAny(true, soup(0.82, 0.79, null))).isTrue();
        assertThat(isAny(true, soup(0.79, 0.79, null))).isFalse();
        assertThat(isAny(true)).isFalse();
    }

    /** A program that gives scores has none estimated. */
    @Test
    void whereNothingIsEstimatedOnlyASoupBelowItsMembersShowsIt() {
        assertThat(isAny(true, Metric.MEAN_SCORE, soup(null, 0.79, null))).isFalse();
        assertThat(isAny(true, Metric.MEAN_SCORE, soup(null, 0.74, null))).isTrue();
    }

    private static boolean isAny(boolean singleKept, Report.Evaluation... soups) {
        return isAny(singleKept, Metric.ACCURACY, soups);
    }

    private static boolean isAny(boolean singleKept, Metric metric, Report.Evaluation... soups) {
        return FailedEstimates.isAny(
                List.of(model("a", 0.8), model("b", 0.7)),
                List.of(soups),
                new ReportedChoice.Single("a", 0.8, null),
                singleKept,
                metric);
    }

    private static boolean areAll(Report.Evaluation... soups) {
        return FailedEstimates.areAll(
                List.of(model("a", 0.8), model("b", 0.7)),
                List.of(soups),
                new ReportedChoice.Single("a", 0.8, null),
                Metric.ACCURACY);
    }

    private static Report.Model model(String name, double score) {
        return new Report.Model(name, score, 1.0, null, false, 1, null, List.of());
    }

    private static Report.Evaluation soup(Double estimate, double score, List<Double> weights) {
        return new Report.Evaluation(
                null, List.of("a", "b"), weights, estimate, score, 1.0, 1, List.of(), null, null, null);
    }
}
