package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.location.Location;
import dev.radin.protocol.Selection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AskedResourceTest {

    /** Read again, as anybody would write it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "src/test/resources/manifests/everything.yaml",
                "src/test/resources/manifests/models-from.yaml",
                "src/test/resources/manifests/pods.yaml",
                "examples/evaluators/letters.yaml",
                "examples/evaluators/ranks.yaml",
                "examples/quickstart/soup.yaml",
                "examples/kubernetes/adapters.yaml",
                "examples/kubernetes/datasets.yaml",
                "examples/kubernetes/metric.yaml"
            })
    void asksForTheSame(Path file) throws IOException {
        Selection selection = selection(Files.readString(file), file.toAbsolutePath());

        String again = ResourceWriter.yaml(AskedResource.of(selection));

        assertThat(selection(again, file.toAbsolutePath())).as(again).isEqualTo(selection);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type: Listed, listed: {mixtures: [{name: both, members: [{model: a, weight: '0.00001'}, {model: b}]}]}",
                "type: Radin, radin: {draws: 7, memberBonus: '-0.00001'}, compare: [Radin, Greedy]"
            })
    void strategiesAreTheSame(String strategy) {
        String resource =
                """
                apiVersion: radin.dev/v1alpha1
                kind: SoupSelection
                metadata: {name: soup}
                spec:
                  evaluator: {torchScript: {uri: file:///a.pt}}
                  models: [{name: a, uri: file:///a}, {name: b, uri: file:///b}]
                  datasets: [{name: val, role: Validation, uri: file:///val}]
                  strategy: {%s}
                  output: {uri: file:///out}
                """
                        .formatted(strategy);
        Selection selection = selection(resource, Path.of("/soup.yaml"));

        assertThat(selection(ResourceWriter.yaml(AskedResource.of(selection)), Path.of("/soup.yaml")))
                .isEqualTo(selection);
    }

    private static Selection selection(String text, Path file) {
        return Selections.of(ResourceReader.read(
                text, "soup.yaml", resource -> RelativeUris.absolute(resource, Location.of(file.getParent()))));
    }
}
