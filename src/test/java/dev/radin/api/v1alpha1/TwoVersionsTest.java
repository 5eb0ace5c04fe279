package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.Eventually;
import dev.radin.cluster.NeedsKubernetes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The way to v1beta1 that docs/api-versions.md describes, walked on a real API server: the same schema under both names
 * without conversion, then stored under the new one. The group is another, as other tests use the real one meanwhile.
 */
@NeedsKubernetes
class TwoVersionsTest {

    private static final String GROUP = "versions.radin.dev";
    private static final String DEFINITION = "soupselections." + GROUP;
    private static final YAMLMapper YAML = new YAMLMapper();

    private static ControlPlane cluster;
    private static String namespace;

    @BeforeAll
    static void start() {
        cluster = ControlPlane.shared();
        namespace = cluster.createNamespace("versions");
    }

    @Test
    void bothNamesReadTheSameAndStoredObjectsMove() throws IOException {
        apply(definition("v1alpha1"));
        cluster.awaitServed(DEFINITION);
        String everything = Files.readString(Path.of("src/test/resources/manifests/everything.yaml"));
        apply(everything.replace("radin.dev/v1alpha1", GROUP + "/v1alpha1"));
        apply(Wrong.VALID.replace("radin.dev/v1alpha1", GROUP + "/v1beta1"));

        JsonNode stored = spec("v1alpha1", "everything");
        assertThat(stored).isEqualTo(YAML.readTree(everything).get("spec"));
        assertThat(spec("v1beta1", "everything")).isEqualTo(stored);
        assertThat(spec("v1alpha1", "letters")).isEqualTo(spec("v1beta1", "letters"));

        apply(definition("v1beta1"));
        assertThat(storedVersions()).isEqualTo("v1alpha1 v1beta1");
        List<String> before = writes();
        // An API server takes up a changed definition in its own time; until then there is nothing to write.
        Eventually.until(
                "what is stored is written under the new name",
                () -> {
                    cluster.kubectlWith(objects("v1beta1"), "replace", "-f", "-")
                            .orFail();
                    return writes().stream().noneMatch(before::contains);
                },
                () -> objects("v1beta1"));
        kubectl(
                "patch",
                "crd/" + DEFINITION,
                "--subresource=status",
                "--type=merge",
                "-p",
                "{\"status\":{\"storedVersions\":[\"v1beta1\"]}}");

        assertThat(storedVersions()).isEqualTo("v1beta1");
        for (String version : new String[] {"v1alpha1", "v1beta1"}) {
            assertThat(YAML.readTree(objects(version)).get("items")).hasSize(2).allSatisfy(item -> assertThat(
                            item.at("/metadata/generation").asInt())
                    .as("what is merely moved is not run again")
                    .isEqualTo(1));
        }
        assertThat(spec("v1alpha1", "everything")).isEqualTo(stored);
    }

    /** The definition that ships, in a group of its own, served under both names and stored under one. */
    private static String definition(String stored) throws IOException {
        ObjectNode crd = (ObjectNode) YAML.readTree(Crd.FILE.toFile());
        ((ObjectNode) crd.get("metadata")).put("name", "soupselections." + GROUP);
        ((ObjectNode) crd.get("spec")).put("group", GROUP);
        ObjectNode names = (ObjectNode) crd.at("/spec/names");
        names.remove("shortNames");
        names.remove("categories");
        ArrayNode versions = (ArrayNode) crd.at("/spec/versions");
        versions.add(versions.get(0).deepCopy());
        ((ObjectNode) versions.get(1)).put("name", "v1beta1");
        versions.forEach(version -> ((ObjectNode) version)
                .put("storage", version.path("name").asText().equals(stored)));
        return crd.toString();
    }

    private static JsonNode spec(String version, String name) throws IOException {
        return tree("get", resource(version), name, "-n", namespace, "-o", "json")
                .get("spec");
    }

    private static String objects(String version) {
        return kubectl("get", resource(version), "-n", namespace, "-o", "json");
    }

    /** The last one of each object. */
    private static List<String> writes() {
        String versions = "jsonpath={.items[*].metadata.resourceVersion}";
        return List.of(kubectl("get", resource("v1beta1"), "-n", namespace, "-o", versions)
                .split(" "));
    }

    private static String resource(String version) {
        return "soupselections." + version + "." + GROUP;
    }

    private static String storedVersions() {
        return kubectl("get", "crd/" + DEFINITION, "-o", "jsonpath={.status.storedVersions[*]}");
    }

    private static void apply(String document) {
        cluster.kubectlWith(document, "apply", "--server-side", "-n", namespace, "-f", "-")
                .orFail();
    }

    private static JsonNode tree(String... arguments) throws IOException {
        return YAML.readTree(kubectl(arguments));
    }

    private static String kubectl(String... arguments) {
        return cluster.kubectl(arguments).orFail();
    }
}
