package dev.radin.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Who installs by the chart gets what {@code deploy/} gives, whose role the tests of the operator prove to be enough and exact. */
class ChartManifestsTest {

    private static final YAMLMapper YAML = new YAMLMapper();

    /** Labels that tell releases of a chart apart. */
    private static final List<String> OF_HELM = List.of(
            "app.kubernetes.io/instance", "app.kubernetes.io/version", "app.kubernetes.io/managed-by", "helm.sh/chart");

    @Test
    void theDefaultsAreTheManifests() throws IOException {
        Map<String, JsonNode> manifests = new TreeMap<>();
        for (String file : List.of("rbac", "deployment", "service")) {
            manifests.putAll(objects(Files.readString(Path.of("deploy", file + ".yaml"))));
        }

        assertThat(objects(Chart.render("crds: {install: false}"))).isEqualTo(manifests);
    }

    /** The one in {@code crds/}, which uninstalling the chart leaves there, and with it all selections. */
    @Test
    void theDefinitionStays() throws IOException {
        String name = "CustomResourceDefinition /soupselections.radin.dev";
        JsonNode definition = objects(Files.readString(Path.of("crds/soupselections.radin.dev.yaml")))
                .get(name);
        ((ObjectNode) definition.get("metadata")).putObject("annotations").put("helm.sh/resource-policy", "keep");

        assertThat(objects(Chart.render("")).get(name)).isEqualTo(definition);
    }

    @Test
    void withNamespacesThereAreTheSameRulesInEachAndNoneInTheCluster() throws IOException {
        Map<String, JsonNode> objects = objects(Chart.render("{watchNamespaces: [a, b], rbac: {aggregate: false}}"));

        JsonNode rules = objects(Files.readString(Path.of("deploy/rbac.yaml")))
                .get("ClusterRole /radin-operator")
                .get("rules");
        for (String namespace : List.of("a", "b")) {
            String name = namespace + "/radin-operator-selections";
            assertThat(objects.get("Role " + name).get("rules")).isEqualTo(rules);
            assertThat(objects.get("RoleBinding " + name)
                            .at("/subjects/0/namespace")
                            .asText())
                    .isEqualTo(Chart.NAMESPACE);
        }
        assertThat(objects.keySet()).noneMatch(key -> key.startsWith("ClusterRole"));
    }

    /** By kind, namespace and name. */
    private static Map<String, JsonNode> objects(String yaml) throws IOException {
        Map<String, JsonNode> objects = new TreeMap<>();
        try (var documents = YAML.readerFor(ObjectNode.class).<ObjectNode>readValues(yaml)) {
            while (documents.hasNext()) {
                JsonNode object = plain(documents.next());
                JsonNode metadata = object.get("metadata");
                objects.put(
                        object.get("kind").asText() + " "
                                + metadata.path("namespace").asText() + "/"
                                + metadata.get("name").asText(),
                        object);
            }
        }
        return objects;
    }

    private static JsonNode plain(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(OF_HELM);
            object.properties().forEach(field -> plain(field.getValue()));
            object.properties()
                    .removeIf(field ->
                            field.getKey().equals("labels") && field.getValue().isEmpty());
        } else if (node instanceof ArrayNode array) {
            array.forEach(ChartManifestsTest::plain);
        }
        return node;
    }
}
