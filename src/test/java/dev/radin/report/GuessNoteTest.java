package dev.radin.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.soup.Labels;
import dev.radin.soup.Metric;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Of four examples two are of class 7, and one each of 0 and 1; another dataset has class 1 alone. */
class GuessNoteTest {

    private static final Labels MIXED = new Labels.Hard(new int[] {7, 0, 7, 1});
    private static final Labels ONES = new Labels.Hard(new int[] {1, 1});

    @Test
    void modelThatIsNoBetterThanTheCommonestLabelIsToldOf() {
        assertThat(of(Metric.ACCURACY, 0.5)).hasValueSatisfying(note -> assertThat(note)
                .startsWith("no model scores above 0.500000, ")
                .contains("are the labels numbered as the models' classes are"));
        assertThat(of(Metric.ACCURACY, 0.51)).isEmpty();
    }

    @Test
    void whereTwoCountTheAnswerHasTwoClasses() {
        assertThat(of(Metric.topKAccuracy(2), 0.75)).isPresent();
        assertThat(of(Metric.topKAccuracy(2), 0.76)).isEmpty();
    }

    @Test
    void theAnswerIsTheSameForAllDatasets() {
        List<Labels> labels = List.of(MIXED, ONES);
        double[] weights = {3, 1};

        // Class 7 is right on 3/4 · 1/2, class 1 on 3/4 · 1/4 + 1/4 · 1.
        assertThat(GuessNote.of(Metric.ACCURACY, 0.4375, labels, weights)).isPresent();
        assertThat(GuessNote.of(Metric.ACCURACY, 0.4376, labels, weights)).isEmpty();
    }

    @Test
    void otherMetricsHaveNoConstantAnswer() {
        assertThat(of(Metric.NEGATIVE_LOG_LIKELIHOOD, 9)).isEmpty();
        assertThat(of(Metric.MACRO_F1, 0)).isEmpty();
        assertThat(GuessNote.of(Metric.MEAN_SCORE, 0, List.of(), new double[0])).isEmpty();
    }

    private static Optional<String> of(Metric metric, double score) {
        return GuessNote.of(metric, score, List.of(MIXED), new double[] {1});
    }
}
