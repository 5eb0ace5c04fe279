package dev.radin.soup.estimate;

import static dev.radin.soup.estimate.BruteForce.THREADS;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.soup.Logits;
import dev.radin.soup.Metric;
import dev.radin.soup.Resources;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An average of logits that are not finite means nothing, and a comparison with NaN is always false. */
class NonFiniteLogitsTest {

    @ParameterizedTest
    @CsvSource({
        "Accuracy, NaN",
        "Accuracy, Infinity",
        "Accuracy, -Infinity",
        "MacroF1, NaN",
        "MacroF1, -Infinity",
        "Top5Accuracy, NaN",
        "Top5Accuracy, -Infinity",
        "NegativeLogLikelihood, NaN",
        "NegativeLogLikelihood, Infinity",
        "NegativeLogLikelihood, -Infinity"
    })
    void areRefusedWithTheirPlace(Metric metric, float value) {
        Logits logits = Logits.random(Logits.Kind.SMOOTH, 3, 20, 7, 5);
        logits.values()[1][13 * 7 + 4] = value;

        assertThatThrownBy(() -> Estimator.of(
                                metric,
                                List.of(new ValidationSet("val", logits, Logits.labels(20, 7, 5), 1)),
                                new Resources(1L << 30, THREADS))
                        .estimate(List.of(dev.radin.soup.Mixture.uniform(0, 1))))
                .isInstanceOfSatisfying(
                        RadinException.class, e -> org.assertj.core.api.Assertions.assertThat(e.reason())
                                .isEqualTo(Reason.InvalidInput))
                .hasMessageContaining("model 1")
                .hasMessageContaining("class 4")
                .hasMessageContaining("example 13")
                .hasMessageContaining(Float.toString(value));
    }
}
