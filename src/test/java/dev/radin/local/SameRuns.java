package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Whether two runs over one pool came to the same, up to how networks were computed. */
final class SameRuns {

    /** A program computes in float64 where PyTorch has float32. One example of 4,000 more that is right is 2.5e-4. */
    private static final double ROUNDING = 1e-5;

    private static final double LEARNT = 5e-3;

    private SameRuns() {}

    static void assertSame(Quickstart.Run run, Quickstart.Run expected) {
        Report report = run.report();
        assertThat(run.passesMade()).isEqualTo(expected.passesMade());
        assertSameModels(report, expected.report());
        assertThat(report.choice().models())
                .isEqualTo(expected.report().choice().models());
        assertSameWeights(report.choice().weights(), expected.report().choice().weights());
        assertThat(report.choice().score()).isCloseTo(expected.report().choice().score(), within(ROUNDING));
        assertThat(report.evaluations())
                .extracting(Report.Evaluation::models)
                .isEqualTo(map(expected.report().evaluations(), Report.Evaluation::models));
        assertThat(map(report.evaluations(), Report.Evaluation::score))
                .usingElementComparator(SameRuns::compare)
                .isEqualTo(map(expected.report().evaluations(), Report.Evaluation::score));
        assertSameTests(report.test(), expected.report().test());
        assertThat(report.baselines())
                .extracting(Report.Baseline::strategy)
                .isEqualTo(map(expected.report().baselines(), Report.Baseline::strategy));
        for (int k = 0; k < report.baselines().size(); k++) {
            Report.Baseline baseline = report.baselines().get(k);
            Report.Baseline other = expected.report().baselines().get(k);
            assertThat(baseline.soups())
                    .extracting(Report.BaselineSoup::models)
                    .isEqualTo(map(other.soups(), Report.BaselineSoup::models));
            if (other.test() != null) {
                assertSameTests(List.of(baseline.test()), List.of(other.test()));
            }
        }
    }

    /** Those that are learnt from logits differ where these do. */
    private static void assertSameWeights(List<Double> weights, List<Double> expected) {
        assertThat(weights == null).isEqualTo(expected == null);
        for (int k = 0; expected != null && k < expected.size(); k++) {
            assertThat(weights.get(k)).isCloseTo(expected.get(k), within(LEARNT));
        }
    }

    static void assertSameModels(Report report, Report expected) {
        Map<String, Report.Model> models = new HashMap<>();
        report.models().forEach(m -> models.put(m.name(), m));
        assertThat(report.models()).hasSameSizeAs(expected.models());
        for (Report.Model model : expected.models()) {
            Report.Model other = models.get(model.name());
            assertThat(other.score()).as(model.name()).isCloseTo(model.score(), within(ROUNDING));
            assertThat(other.negativeLogLikelihood())
                    .as(model.name())
                    .isCloseTo(model.negativeLogLikelihood(), within(ROUNDING));
            assertThat(other.basin()).as(model.name()).isEqualTo(model.basin());
            assertThat(other.distance()).as(model.name()).isCloseTo(model.distance(), within(1e-4));
        }
    }

    private static void assertSameTests(List<ReportedTest> tests, List<ReportedTest> expected) {
        assertThat(tests).extracting(ReportedTest::models).isEqualTo(map(expected, ReportedTest::models));
        assertThat(tests.stream()
                        .flatMap(test -> test.datasets().stream())
                        .map(DatasetScore::score)
                        .toList())
                .usingElementComparator(SameRuns::compare)
                .isEqualTo(expected.stream()
                        .flatMap(test -> test.datasets().stream())
                        .map(DatasetScore::score)
                        .toList());
    }

    private static int compare(double one, double other) {
        return Math.abs(one - other) < ROUNDING ? 0 : Double.compare(one, other);
    }

    private static <T, R> List<R> map(List<T> list, Function<T, R> each) {
        return list.stream().map(each).toList();
    }
}
