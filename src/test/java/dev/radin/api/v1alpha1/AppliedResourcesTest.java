package dev.radin.api.v1alpha1;

import static dev.radin.api.v1alpha1.Wrong.mixture;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.location.Location;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is right is stored as it was written, with the defaults that {@code radin run} assumes. */
@NeedsKubernetes
class AppliedResourcesTest {

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.shared();
    }

    @ParameterizedTest
    @ValueSource(strings = {"everything.yaml", "models-from.yaml", "pods.yaml"})
    void nothingIsLostAndNothingElseIsAssumed(String manifest) throws IOException {
        assertStoredAsRunHoldsIt(Manifests.text(manifest));
    }

    @Test
    void theLeastResourceGetsTheDefaultsOfRun() throws IOException {
        assertStoredAsRunHoldsIt(Wrong.VALID);
    }

    @Test
    void aFieldWithoutAValueHasItsDefault() throws IOException {
        ObjectNode tree = Wrong.tree();
        ObjectNode spec = (ObjectNode) tree.get("spec");
        spec.putNull("budget")
                .putNull("strategy")
                .putNull("modelsFrom")
                .putObject("workers")
                .putNull("parallelism");

        assertStoredAsRunHoldsIt(tree.toString());
    }

    @Test
    void mostModelsAndMixturesWithLongestNamesFit() throws IOException {
        ObjectNode tree = Wrong.tree();
        ObjectNode spec = (ObjectNode) tree.get("spec");
        ArrayNode models = spec.putArray("models");
        ArrayNode mixtures = spec.putObject("strategy")
                .put("type", "Listed")
                .withObject("listed")
                .putArray("mixtures");
        for (int i = 0; i < 256; i++) {
            models.addObject()
                    .put("name", name(i))
                    .put("uri", "file:///bucket/" + "a".repeat(2025) + i)
                    .put("digest", "sha256:" + "0".repeat(64));
            ArrayNode members = mixtures.addObject().put("name", name(i)).putArray("members");
            for (int k = 0; k < 10; k++) {
                members.addObject().put("model", name((i + k) % 256)).put("weight", "0.123456789012345678");
            }
        }

        assertStoredAsRunHoldsIt(tree.toString());
    }

    private static String name(int i) {
        return "m" + "x".repeat(59) + String.format(Locale.ROOT, "%03d", i);
    }

    private static void assertStoredAsRunHoldsIt(String manifest) throws JsonProcessingException {
        SoupSelection read = ResourceReader.read(manifest, "manifest", r -> r);

        JsonNode stored = server.dryRun(manifest, Validation.STRICT);

        assertThat(stored.get("spec"))
                .isEqualTo(ResourceReader.MAPPER
                        .readTree(ResourceWriter.json(read))
                        .get("spec"));
        assertThat(SpecValidator.validate(ResourceReader.MAPPER.treeToValue(stored, SoupSelection.class))
                        .problems())
                .isEmpty();
    }

    @Test
    void theManifestsOfTheseTestsSetEveryField() throws IOException {
        Set<String> set = new HashSet<>();
        for (String manifest : List.of("everything.yaml", "models-from.yaml", "pods.yaml")) {
            paths("spec", new YAMLMapper().readTree(Manifests.text(manifest)).get("spec"), set);
        }

        assertThat(SchemaFields.of("spec").stream()
                        .filter(f -> !f.element())
                        .map(SchemaFields.Field::path)
                        .collect(Collectors.toSet()))
                .isSubsetOf(set);
    }

    private static void paths(String path, JsonNode node, Set<String> all) {
        all.add(path);
        node.properties().forEach(p -> paths(path + "." + p.getKey(), p.getValue(), all));
        if (node.isArray()) {
            node.forEach(element -> paths(path + "[]", element, all));
        }
    }

    @Test
    void theExampleIsRightOnAClusterOnceItsUrisAreAbsolute() throws IOException {
        Path example = Path.of("examples/quickstart/soup.yaml");
        String text = Files.readString(example);
        SoupSelection absolute = ResourceReader.read(
                text,
                "soup.yaml",
                r -> RelativeUris.absolute(
                        r, Location.of(example.toAbsolutePath().getParent())));

        JsonNode stored = server.dryRun(ResourceWriter.yaml(absolute), Validation.STRICT);

        assertThat(stored.at("/spec/models")).hasSize(16);
    }

    @Test
    void unknownFieldsArePrunedForThoseWhoDoNotAskToBeTold() {
        ObjectNode tree = Wrong.tree();
        tree.withObject("/spec").put("bugdet", 3);

        JsonNode stored = server.dryRun(tree.toString(), Validation.IGNORE);

        assertThat(stored.get("spec").has("bugdet")).isFalse();
        assertThat(stored.at("/spec/models")).hasSize(2);
    }

    @Test
    void twoWhoApplyDifferentModelsDoNotOverwriteEachOther() {
        ControlPlane cluster = server.cluster();
        String one = Wrong.VALID.replace("name: letters", "name: shared");
        String other = one.replace("name: one,", "name: three,").replace("one.safe", "three.safe");

        apply(cluster, one, "one");
        apply(cluster, other, "other");

        assertThat(cluster.kubectl(
                                "-n",
                                server.namespace(),
                                "get",
                                "soup",
                                "shared",
                                "-o",
                                "jsonpath={.spec.models[*].name}")
                        .orFail()
                        .split(" "))
                .containsExactlyInAnyOrder("one", "two", "three");
    }

    @Test
    void twoWhoApplyMembersOfOneMixtureDoNotOverwriteEachOther() {
        ControlPlane cluster = server.cluster();
        ObjectNode tree = Wrong.tree();
        tree.withObject("/metadata").put("name", "mixed");
        mixture((ObjectNode) tree.get("spec"), "one", "two");
        String one = tree.toString();
        String other =
                one.replace("{\"model\":\"one\"},{\"model\":\"two\"}", "{\"model\":\"one\"},{\"model\":\"three\"}");

        apply(cluster, one, "one");
        apply(cluster, other, "other");

        assertThat(cluster.kubectl(
                                "-n",
                                server.namespace(),
                                "get",
                                "soup",
                                "mixed",
                                "-o",
                                "jsonpath={.spec.strategy.listed.mixtures[*].members[*].model}")
                        .orFail()
                        .split(" "))
                .containsExactlyInAnyOrder("one", "two", "three");
    }

    private static void apply(ControlPlane cluster, String manifest, String manager) {
        cluster.kubectlWith(
                        manifest,
                        "-n",
                        server.namespace(),
                        "apply",
                        "--server-side",
                        "--field-manager=" + manager,
                        "-f",
                        "-")
                .orFail();
    }
}
