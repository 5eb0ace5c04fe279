package dev.radin.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.marcnuri.helm.LintResult;
import dev.radin.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Helm has to say of the chart, and the chart of wrong values. */
class ChartTest {

    @Test
    void helmFindsNothingWrong() {
        LintResult result = Chart.helm().lint().strict().call();

        assertThat(result.isFailed()).as("%s", result.getMessages()).isFalse();
    }

    @Test
    void itIsOfThisVersion() throws IOException {
        String version = Project.version();

        assertThat(Chart.FOLDER.resolve("Chart.yaml"))
                .content()
                .contains("\nversion: " + version + "\n", "\nappVersion: " + version + "\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "replica: 2                               | replica",
                "replicas: two                            | '/replicas': got string, want integer",
                "image: {tags: a}                         | '/image': additional properties 'tags' not allowed",
                "image: {worker: {digest: 'sha256:12'}}   | '/image/worker/digest'",
                "image: {registry: 'https://r.example'}   | '/image/registry'",
                "image: {tag: latest}                     | the tag latest is moved",
                "image: {pullPolicy: Sometimes}           | value must be one of '', 'Always', 'IfNotPresent', 'Never'",
                "watchNamespaces: team                    | '/watchNamespaces': got string, want array",
                "watchNamespaces: [Team]                  | '/watchNamespaces/0'",
                "extraEnv: [{name: JAVA_TOOL_OPTIONS}]    | extraEnv: JAVA_TOOL_OPTIONS is set by the chart",
                "serviceAccount: {create: false}          | serviceAccount.name: missing",
                "podDisruptionBudget: {minAvailable: all} | '/podDisruptionBudget/minAvailable'",
                "networkPolicy: {apiServerPorts: []}      | '/networkPolicy/apiServerPorts': minItems",
            })
    void aWrongValueIsNamed(String values, String words) {
        assertThatThrownBy(() -> Chart.render(values)).hasMessageContaining(words);
    }

    @Test
    void rulesAndDashboardsAreThoseOfItsFiles() throws IOException {
        String rendered = Chart.render("metrics: {rules: {enabled: true}, dashboards: {enabled: true}}")
                .replaceAll("(?m)^ +", "");

        for (Path file : shipped()) {
            assertThat(rendered)
                    .contains(Files.readString(file).replaceAll("(?m)^ +", "").strip());
        }
    }

    private static List<Path> shipped() throws IOException {
        try (Stream<Path> files = Files.walk(Chart.FOLDER)) {
            return files.filter(file -> Set.of("rules", "dashboards")
                            .contains(file.getParent().getFileName().toString()))
                    .toList();
        }
    }
}
