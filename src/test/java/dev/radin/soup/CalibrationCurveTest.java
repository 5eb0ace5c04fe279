package dev.radin.soup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalibrationCurveTest {

    /**
     * By PyTorch: dev/fixtures/choice.py.
     *
     * @param balanced where examples of rare classes weigh more
     */
    record Case(Logits logits, Labels labels, double calibrated, double balanced) {}

    static List<Case> cases() throws IOException {
        try (InputStream file = CalibrationCurveTest.class.getResourceAsStream("/choice/curves.json")) {
            return StreamSupport.stream(new ObjectMapper().readTree(file).spliterator(), false)
                    .map(CalibrationCurveTest::read)
                    .toList();
        }
    }

    private static Case read(JsonNode node) {
        int classes = node.get("classes").asInt();
        float[] logits = floats(node.get("logits"));
        Labels labels = node.has("labels")
                ? new Labels.Hard(StreamSupport.stream(node.get("labels").spliterator(), false)
                        .mapToInt(JsonNode::asInt)
                        .toArray())
                : new Labels.Soft(floats(node.get("probabilities")), classes);
        return new Case(
                new Logits(new float[][] {logits}, logits.length / classes, classes),
                labels,
                node.get("calibrated").asDouble(),
                node.get("balanced").asDouble());
    }

    private static float[] floats(JsonNode list) {
        float[] values = new float[list.size()];
        for (int k = 0; k < values.length; k++) {
            values[k] = (float) list.get(k).asDouble();
        }
        return values;
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lowestLossIsPyTorchs(Case c) {
        double lowest = CalibrationCurve.of(c.logits(), 0, c.labels()).lowest();

        assertThat(lowest).isCloseTo(c.calibrated(), within(1e-6 * (1 + c.calibrated())));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void lowestLossOfMacroF1IsPyTorchsWithExamplesThatWeighByTheirClass(Case c) {
        double lowest = CalibrationCurve.of(c.logits(), 0, Metric.MACRO_F1.forLikelihood(c.labels()))
                .lowest();

        assertThat(lowest).isCloseTo(c.balanced(), within(1e-6 * (1 + c.balanced())));
    }

    /** Between the scales that were computed, against the loss of logits that were scaled before. */
    @ParameterizedTest
    @ValueSource(doubles = {-2.4, -1.11, -0.5, 0, 0.3, 1.02, 1.9})
    void everyScaleIsWhatScaledLogitsLose(double logScale) {
        Labels labels = Logits.labels(200, 7, 3);
        Logits logits = Logits.random(Logits.Kind.SMOOTH, 1, 200, 7, 5);
        CrossEntropy crossEntropy = new CrossEntropy(labels, 7);
        double loss = 0;
        for (int e = 0; e < 200; e++) {
            int example = e;
            double[] scaled = IntStream.range(0, 7)
                    .mapToDouble(c -> Math.exp(logScale) * logits.values()[0][example * 7 + c])
                    .toArray();
            loss += crossEntropy.of(e, scaled) / 200;
        }

        assertThat(CalibrationCurve.of(logits, 0, labels).at(logScale)).isCloseTo(loss, within(1e-6));
    }

    @Test
    void moreConfidenceChangesNothing() {
        Labels labels = Logits.labels(300, 5, 1);
        Logits logits = Logits.random(Logits.Kind.SMOOTH, 1, 300, 5, 2);
        Logits confident = Logits.random(Logits.Kind.SMOOTH, 1, 300, 5, 2);
        for (int e = 0; e < 300; e++) {
            logits.values()[0][e * 5 + ((Labels.Hard) labels).label(e)] += 1;
            for (int c = 0; c < 5; c++) {
                confident.values()[0][e * 5 + c] = 3 * logits.values()[0][e * 5 + c];
            }
        }

        assertThat(CalibrationCurve.of(confident, 0, labels).lowest())
                .isCloseTo(CalibrationCurve.of(logits, 0, labels).lowest(), within(1e-6));
    }

    /** Two halves of one dataset with half the weight each are the whole. */
    @Test
    void severalDatasetsHaveOneTemperature() {
        Labels.Hard labels = Logits.labels(100, 4, 1);
        float[] logits = Logits.random(Logits.Kind.SMOOTH, 1, 100, 4, 2).values()[0];
        List<CalibrationCurve> halves = new ArrayList<>();
        for (int from = 0; from < 100; from += 50) {
            float[] half = Arrays.copyOfRange(logits, from * 4, (from + 50) * 4);
            int[] own = Arrays.copyOfRange(labels.classIndices(), from, from + 50);
            halves.add(CalibrationCurve.of(new Logits(new float[][] {half}, 50, 4), 0, new Labels.Hard(own)));
        }

        double lowest = CalibrationCurve.mean(halves.toArray(CalibrationCurve[]::new), new double[] {3, 3})
                .lowest();

        assertThat(lowest)
                .isCloseTo(
                        CalibrationCurve.of(new Logits(new float[][] {logits}, 100, 4), 0, labels)
                                .lowest(),
                        within(1e-12));
    }
}
