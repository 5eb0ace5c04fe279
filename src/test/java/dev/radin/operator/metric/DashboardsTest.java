package dev.radin.operator.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The form of the dashboards, and that they ask for what there is. {@code dev/check-prometheus} asks a real Prometheus. */
class DashboardsTest {

    private static final int WIDTH = 24;

    static Stream<Map.Entry<String, JsonNode>> dashboards() throws IOException {
        return Dashboards.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void theyAreFitForAnyDataSource(Map.Entry<String, JsonNode> file) {
        JsonNode dashboard = file.getValue();
        assertThat(dashboard.path("uid").asText())
                .isEqualTo("radin-" + file.getKey().replace(".json", ""));
        assertThat(dashboard.path("title").asText()).startsWith("Radin / ");
        assertThat(dashboard.has("id"))
                .as("an id, which only one Grafana knows")
                .isFalse();
        assertThat(dashboard.at("/templating/list").findValuesAsText("name")).containsExactly("datasource", "job");
        assertThat(Dashboards.panels(dashboard))
                .flatExtracting(panel -> panel.findValues("datasource"))
                .extracting(source -> source.path("uid").asText())
                .containsOnly("$datasource");
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void eachPanelSaysWhatItShowsAndInWhichUnit(Map.Entry<String, JsonNode> file) {
        assertThat(Dashboards.panels(file.getValue())).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.path("title").asText()).isNotBlank();
            assertThat(panel.path("description").asText())
                    .as(panel.path("title").asText())
                    .isNotBlank();
            assertThat(panel.at("/fieldConfig/defaults/unit").asText()).isNotBlank();
            assertThat(Dashboards.queries(panel)).isNotEmpty();
            assertThat(panel.path("targets").findValuesAsText("refId")).doesNotHaveDuplicates();
        });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void noPanelIsThereTwiceOrLiesOnAnother(Map.Entry<String, JsonNode> file) {
        List<JsonNode> panels =
                Dashboards.elements(file.getValue().path("panels")).toList();
        assertThat(panels).extracting(panel -> panel.path("id").asInt()).doesNotHaveDuplicates();
        assertThat(panels).flatExtracting(DashboardsTest::cells).doesNotHaveDuplicates();
    }

    /** What it covers of the dashboard, each as {@code column,line}. */
    private static List<String> cells(JsonNode panel) {
        JsonNode place = panel.path("gridPos");
        int x = place.path("x").asInt();
        int y = place.path("y").asInt();
        List<String> cells = new ArrayList<>();
        for (int column = x; column < x + place.path("w").asInt(); column++) {
            assertThat(column).isBetween(0, WIDTH - 1);
            for (int line = y; line < y + place.path("h").asInt(); line++) {
                cells.add(column + "," + line);
            }
        }
        assertThat(cells).isNotEmpty();
        return cells;
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void theyAskForMetricsAndLabelsThatThereAre(Map.Entry<String, JsonNode> file) throws IOException {
        Map<String, Set<String>> documented = DocumentedMetrics.all();
        assertThat(Dashboards.panels(file.getValue()).flatMap(Dashboards::queries))
                .allSatisfy(query -> {
                    assertThat(query.unknown(documented)).as(query.text()).isEmpty();
                    assertThat(query.selectors()).as(query.text()).isNotEmpty();
                });
    }

    @ParameterizedTest
    @MethodSource("dashboards")
    void legendsNameLabelsThatAreThere(Map.Entry<String, JsonNode> file) {
        Dashboards.panels(file.getValue())
                .flatMap(panel -> Dashboards.elements(panel.path("targets")))
                .forEach(target -> assertThat(PromQuery.labelsOfLegend(
                                target.path("legendFormat").asText()))
                        .allSatisfy(label -> assertThat(target.path("expr").asText())
                                .satisfiesAnyOf(
                                        expr -> assertThat(expr).containsPattern("by \\([^)]*\\b" + label + "\\b"),
                                        expr -> assertThat(label).isEqualTo("instance"))));
    }
}
