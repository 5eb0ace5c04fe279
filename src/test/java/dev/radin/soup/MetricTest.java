package dev.radin.soup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricTest {

    @ParameterizedTest
    @MethodSource("dev.radin.soup.Metrics#all")
    void isFoundAgainByItsName(Metric metric) {
        assertThat(Metric.valueOf(metric.name())).isEqualTo(metric);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Top5Accuracy", "Top100Accuracy"})
    void topKHasItsKInItsName(String name) {
        assertThat(Metric.valueOf(name).name()).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TopKAccuracy", "Top0Accuracy", "Top-1Accuracy", "Top9999999999Accuracy", "accuracy", ""})
    void otherNamesAreNone(String name) {
        assertThatThrownBy(() -> Metric.valueOf(name)).isInstanceOf(IllegalArgumentException.class);
    }
}
