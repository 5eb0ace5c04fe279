package dev.radin.operator.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** That alerts ask for what there is, and lead to what to do. {@code dev/check-prometheus} has promtool try each. */
class AlertsTest {

    private static final Path RUNBOOK = Path.of("docs/runbook.md");
    private static final Path TRIALS = Path.of("dev/prometheus/alerts-test.yaml");
    private static final Path RECORDED = Path.of("dev/prometheus/recorded.txt");

    @Test
    void theyAskForMetricsAndLabelsThatThereAre() throws IOException {
        Map<String, Set<String>> documented = DocumentedMetrics.all();
        assertThat(Alerts.all()).isNotEmpty().allSatisfy(alert -> assertThat(
                        alert.query().unknown(documented))
                .as(alert.name())
                .isEmpty());
    }

    @Test
    void eachHasAParagraphInTheRunbookAndLeadsThere() throws IOException {
        List<String> headings = Files.readAllLines(RUNBOOK).stream()
                .filter(line -> line.startsWith("## Radin"))
                .map(line -> line.substring(3))
                .toList();
        assertThat(Alerts.all()).extracting(Alerts.Alert::name).containsExactlyElementsOf(headings);
        assertThat(Alerts.all()).allSatisfy(alert -> {
            assertThat(alert.runbook())
                    .endsWith("/docs/runbook.md#" + alert.name().toLowerCase(Locale.ROOT));
            assertThat(alert.severity()).isIn("critical", "warning", "info");
            assertThat(alert.summary()).isNotBlank();
        });
    }

    @Test
    void eachParagraphSaysWhatItMeansWhatToLookAtAndWhatToDo() throws IOException {
        String[] paragraphs = Files.readString(RUNBOOK).split("\n## Radin");
        assertThat(List.of(paragraphs).subList(1, paragraphs.length)).allSatisfy(paragraph -> assertThat(paragraph)
                .containsSubsequence("\n**Means:**", "\n**Look at:**", "\n**Do:**"));
    }

    @Test
    void eachIsTriedWhereItFiresAndWhereItDoesNot() throws IOException {
        JsonNode trials = new YAMLMapper().readTree(TRIALS.toFile());
        Map<Boolean, Set<String>> quiet = trials.findParents("exp_alerts").stream()
                .collect(Collectors.partitioningBy(
                        trial -> trial.path("exp_alerts").isEmpty(),
                        Collectors.mapping(trial -> trial.path("alertname").asText(), Collectors.toSet())));

        assertThat(Alerts.all()).extracting(Alerts.Alert::name).allMatch(quiet.get(false)::contains);
        assertThat(Alerts.all()).extracting(Alerts.Alert::name).allMatch(quiet.get(true)::contains);
    }

    /** What {@code dev/check-prometheus} noted of a real operator; only numbers, and the words of states, are made up. */
    @Test
    void theSeriesThatTheyAreTriedWithAreThoseOfARealOperator() throws IOException {
        Set<String> recorded = Files.readAllLines(RECORDED).stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> shape(line.replaceFirst(" [^ ]+$", "")))
                .collect(Collectors.toSet());
        List<String> series = new ArrayList<>();
        new YAMLMapper().readTree(TRIALS.toFile()).findValues("series").forEach(one -> series.add(one.asText()));

        assertThat(series).isNotEmpty().allSatisfy(one -> assertThat(recorded).contains(shape(one)));
    }

    /** Name and labels, the values of {@code le} alone with them. */
    private static String shape(String series) {
        String name = series.replaceFirst("\\{.*", "");
        Set<String> labels = ExposedMetrics.labels(series);
        labels.removeAll(Set.of("job", "namespace", "instance"));
        return name + labels + series.replaceAll(".*(le=\"[^\"]*\").*|.*", "$1");
    }
}
