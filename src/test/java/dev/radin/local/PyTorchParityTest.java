package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedTest;
import dev.radin.protocol.Selection.StrategyChoice;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The quickstart's numbers against those that PyTorch computed from the same files (examples/quickstart/make_pool.py). */
class PyTorchParityTest {

    /** Some logits of an example are closer together than float32 rounds; another processor's order of sums may move one. */
    private static final long ROUNDING = 1;

    @TempDir
    Path output;

    private final JsonNode expected = expected();

    @Test
    void singleModelsScoreAsInPyTorch() {
        Quickstart quickstart = new Quickstart(output);
        quickstart.budget = 0;

        Report report = quickstart.run().report();

        Map<String, Report.Model> models =
                report.models().stream().collect(Collectors.toMap(Report.Model::name, Function.identity()));
        assertThat(models).hasSize(16);
        for (JsonNode single : expected.get("singles")) {
            Report.Model model = models.get(single.get("models").get(0).asText());
            assertThat(model.datasets().get(0).correct())
                    .as(model.name())
                    .isCloseTo(single.get("val").asLong(), within(ROUNDING));
            assertThat(model.negativeLogLikelihood())
                    .as(model.name())
                    .isCloseTo(single.get("valNll").asDouble(), within(1e-6));
            assertThat(model.distance())
                    .as(model.name())
                    .isCloseTo(single.get("distance").asDouble(), within(1e-4));
        }
    }

    @Test
    void soupsScoreAndAreEstimatedAsInPyTorch() {
        Quickstart quickstart = new Quickstart(output);
        List<StrategyChoice.Listed> listed = new ArrayList<>();
        Map<Set<String>, JsonNode> rows = new HashMap<>();
        for (String group : List.of("soups", "search", "weighted")) {
            for (JsonNode row : expected.get(group)) {
                List<String> names = texts(row.get("models"));
                rows.put(key(names, row.has("weights")), row);
                listed.add(new StrategyChoice.Listed(
                        "row", names, row.has("weights") ? numbers(row.get("weights")) : null));
            }
        }
        quickstart.strategy = new StrategyChoice(StrategyChoice.Type.Listed, 0, 0, listed);
        quickstart.budget = listed.size();

        Report report = quickstart.run().report();

        assertThat(report.evaluations()).hasSize(rows.size());
        for (Report.Evaluation evaluation : report.evaluations()) {
            JsonNode row = rows.get(key(evaluation.models(), evaluation.weights() != null));
            DatasetScore score = evaluation.datasets().get(0);
            assertThat(score.correct())
                    .as("%s", evaluation.models())
                    .isCloseTo(row.get("val").asLong(), within(ROUNDING));
            assertThat(evaluation.negativeLogLikelihood())
                    .isCloseTo(row.get("valNll").asDouble(), within(1e-6));
            if (row.has("estimate")) {
                assertThat(Math.round(evaluation.estimate() * score.examples()))
                        .isCloseTo(row.get("estimate").asLong(), within(ROUNDING));
            }
        }
    }

    @Test
    void chosenSoupBeatsTheBestSingleModelOnTestData() {
        Quickstart quickstart = new Quickstart(output);
        quickstart.budget = 8;
        quickstart.test = List.of(Quickstart.dataset("test", Quickstart.FOLDER.resolve("test.safetensors")));

        Report report = quickstart.run().report();

        Map<String, Long> correct = new HashMap<>();
        report.test().forEach(t -> correct.put(t.what(), t.datasets().get(0).correct()));
        JsonNode bestSingle = row("singles", report.choice().single().model());
        assertThat(report.choice().reason()).isEqualTo("SoupSelected");
        assertThat(correct.get("best single")).isCloseTo(bestSingle.get("test").asLong(), within(ROUNDING));
        assertThat(correct.get("chosen")).isGreaterThan(correct.get("best single") + 50);
        assertThat(report.choice().pValue()).isLessThan(0.05);
        ReportedTest.Gain gain = report.test().get(0).gains().get(0);
        assertThat(gain.gain())
                .isCloseTo((correct.get("chosen") - correct.get("best single")) / 8000.0, within(1e-12))
                .isBetween(gain.interval().get(0), gain.interval().get(1));
        assertThat(gain.pValue()).isLessThan(0.001);
        assertThat(report.models().stream().filter(Report.Model::suspect).map(Report.Model::name))
                .containsExactlyInAnyOrder("diverged", "lr-too-high", "other-start");
    }

    private JsonNode row(String group, String model) {
        for (JsonNode row : expected.get(group)) {
            if (texts(row.get("models")).equals(List.of(model))) {
                return row;
            }
        }
        throw new AssertionError(model + " is not among the expected");
    }

    private static Set<String> key(List<String> names, boolean weighted) {
        Set<String> key = new HashSet<>(names);
        key.add(weighted ? "weighted" : "equal");
        return key;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(node -> texts.add(node.asText()));
        return texts;
    }

    private static List<Double> numbers(JsonNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(node -> numbers.add(node.asDouble()));
        return numbers;
    }

    private static JsonNode expected() {
        try {
            return new ObjectMapper()
                    .readTree(Quickstart.FOLDER.resolve("expected.json").toFile());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
