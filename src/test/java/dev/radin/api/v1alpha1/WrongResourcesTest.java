package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What people get wrong in a resource, and the lines they must read then. */
class WrongResourcesTest {

    private static final String VALID =
            """
            apiVersion: radin.dev/v1alpha1
            kind: SoupSelection
            metadata: {name: letters}
            spec:
              architecture: {uri: file:///a/architecture.pt}
              models:
              - {name: one, uri: file:///a/one.safetensors}
              - {name: two, uri: file:///a/two.safetensors}
              validation:
              - {name: val, uri: file:///a/val.safetensors}
              test:
              - {name: test, uri: file:///a/test.safetensors}
              output: {uri: file:///a/out}
            """;

    @Test
    void theBaseOfAllCasesIsValid() {
        assertThat(problems(VALID)).isEmpty();
    }

    static Stream<Arguments> wrong() {
        List<Arguments> cases = new ArrayList<>();
        // Whole document
        add(cases, r -> r.remove("apiVersion"), "apiVersion: is missing; it should be radin.dev/v1alpha1");
        add(
                cases,
                r -> r.put("apiVersion", "radin.dev/v1"),
                "apiVersion: \"radin.dev/v1\" should be radin.dev/v1alpha1");
        add(cases, r -> r.put("kind", "SoupSelecton"), "kind: \"SoupSelecton\" should be SoupSelection");
        add(cases, r -> r.put("sepc", 1), "sepc: unknown field; did you mean spec?");
        add(cases, r -> r.put("budget", 3), "budget: unknown field; did you mean spec.budget?");
        add(cases, r -> r.remove("spec"), "spec: is missing; see examples/quickstart/soup.yaml");
        add(cases, r -> r.put("spec", "x"), "spec: \"x\" is not a mapping");
        // Metadata
        add(cases, r -> r.remove("metadata"), "metadata.name: is missing");
        add(cases, r -> r.put("metadata", "letters"), "metadata: is not a mapping");
        add(cases, r -> at(r, "/metadata").put("name", 7), "metadata.name: 7 is not text; quote it");
        add(
                cases,
                r -> at(r, "/metadata").put("name", "Letters"),
                "metadata.name: \"Letters\" must be 1 to 40 lower-case letters, digits and dashes, with no dash at either"
                        + " end");
        add(
                cases,
                r -> at(r, "/metadata").put("name", "a".repeat(41)),
                "metadata.name: \"" + "a".repeat(41)
                        + "\" must be 1 to 40 lower-case letters, digits and dashes, with no dash at either end");
        add(
                cases,
                r -> at(r, "/metadata").putObject("labels").put("a", 1),
                "metadata.labels.a: 1 is not text; quote it");
        // Required
        spec(cases, s -> s.remove("architecture"), "spec.architecture: is missing");
        spec(cases, s -> s.putObject("architecture"), "spec.architecture.uri: is missing");
        spec(
                cases,
                s -> s.remove("models"),
                "spec.models: is missing; list 2 to 256 models, or name a folder in spec.modelsFrom");
        spec(cases, s -> s.remove("validation"), "spec.validation: is missing; name 1 to 8 datasets to choose by");
        spec(cases, s -> s.putArray("validation"), "spec.validation: is missing; name 1 to 8 datasets to choose by");
        spec(cases, s -> s.remove("output"), "spec.output: is missing; say where the soup goes");
        spec(cases, s -> s.putObject("output"), "spec.output.uri: is missing");
        spec(cases, s -> model(s).remove("name"), "spec.models[0].name: is missing");
        spec(cases, s -> model(s).remove("uri"), "spec.models[0].uri: is missing");
        spec(cases, s -> list(s, "models").setNull(1), "spec.models[1]: is empty");
        spec(cases, s -> dataset(s).remove("name"), "spec.validation[0].name: is missing");
        spec(cases, s -> dataset(s).remove("uri"), "spec.validation[0].uri: is missing");
        spec(cases, s -> list(s, "test").setNull(0), "spec.test[0]: is empty");
        // Unknown fields, with the nearest known name at every level
        spec(cases, s -> s.put("stratgy", "x"), "spec.stratgy: unknown field; did you mean spec.strategy?");
        spec(
                cases,
                s -> model(s).put("url", "x"),
                "spec.models[0].url: unknown field; did you mean spec.models[0].uri?");
        spec(
                cases,
                s -> dataset(s).put("wieght", "1"),
                "spec.validation[0].wieght: unknown field; did you mean spec.validation[0].weight?");
        spec(
                cases,
                s -> s.putObject("output").put("bucket", "x").put("uri", "file:///o"),
                "spec.output.bucket: unknown field; known here: uri");
        spec(
                cases,
                s -> s.putObject("workers").put("paralelism", 2),
                "spec.workers.paralelism: unknown field; did you mean spec.workers.parallelism?");
        // Types
        spec(cases, s -> s.put("budget", "eight"), "spec.budget: \"eight\" is not a whole number");
        spec(cases, s -> s.put("budget", 2.5), "spec.budget: 2.5 is not a whole number");
        spec(cases, s -> s.put("budget", 99_999_999_999L), "spec.budget: 99999999999 is not a whole number");
        spec(cases, s -> s.put("models", "one"), "spec.models: \"one\" is not a list");
        spec(cases, s -> s.put("suspend", "yes"), "spec.suspend: \"yes\" is not true or false");
        spec(cases, s -> s.put("output", "file:///o"), "spec.output: \"file:///o\" is not a mapping");
        spec(cases, s -> dataset(s).put("weight", 0.5), "spec.validation[0].weight: 0.5 is not text; quote it");
        spec(cases, s -> s.putArray("metric"), "spec.metric: a list is not a word");
        // Words
        spec(
                cases,
                s -> s.put("metric", "accuracy"),
                "spec.metric: \"accuracy\" is not one of Accuracy, Top5Accuracy, NegativeLogLikelihood, MacroF1; did you"
                        + " mean Accuracy?");
        spec(
                cases,
                s -> s.put("unusableModels", "Ignore"),
                "spec.unusableModels: \"Ignore\" is not one of Exclude, Fail");
        spec(
                cases,
                s -> s.putObject("strategy").put("type", "Greedi").putArray("include"),
                "spec.strategy.type: \"Greedi\" is not one of Auto, Search, Radin, Greedy, Listed; did you mean Greedy?");
        spec(
                cases,
                s -> s.putObject("inference").put("precision", "float16"),
                "spec.inference.precision: \"float16\" is not one of float32; did you mean float32?");
        // Bounds
        spec(cases, s -> s.put("budget", -1), "spec.budget: is -1; 0 to 1000");
        spec(cases, s -> s.put("budget", 1001), "spec.budget: is 1001; 0 to 1000");
        spec(cases, s -> list(s, "models").remove(1), "spec.models: lists 1; 2 to 256 are needed");
        spec(cases, WrongResourcesTest::manyModels, "spec.models: lists 257; 2 to 256 are needed");
        spec(cases, WrongResourcesTest::manyDatasets, "spec.validation: lists 9; at most 8 are possible");
        spec(cases, s -> s.putObject("inference").put("batchSize", -1), "spec.inference.batchSize: is -1; at least 0");
        spec(cases, s -> strategy(s, "Radin").put("candidates", 0), "spec.strategy.candidates: is 0; 1 to 100000");
        spec(cases, s -> s.putObject("workers").put("parallelism", 0), "spec.workers.parallelism: is 0; 1 to 256");
        spec(cases, s -> s.putObject("workers").put("passesPerPod", 0), "spec.workers.passesPerPod: is 0; 1 to 1000");
        spec(
                cases,
                s -> s.putObject("workers").put("stageTimeoutSeconds", 5),
                "spec.workers.stageTimeoutSeconds: is 5; at least 60");
        // Names
        spec(
                cases,
                s -> model(s).put("name", "a b"),
                "spec.models[0].name: \"a b\" must be 1 to 63 letters, digits, dots, dashes and underscores, a letter or"
                        + " digit first");
        spec(
                cases,
                s -> model(s).put("name", "two"),
                "spec.models[1].name: \"two\" is the name of spec.models[0] already; names are unique");
        spec(
                cases,
                s -> ((ObjectNode) list(s, "test").get(0)).put("name", "val"),
                "spec.test[0].name: \"val\" is the name of spec.validation[0] already");
        // URIs
        spec(cases, s -> model(s).put("uri", ""), "spec.models[0].uri: is missing");
        spec(
                cases,
                s -> model(s).put("uri", "gs://bucket/x"),
                "spec.models[0].uri: \"gs://bucket/x\" has the unknown scheme gs; use file:///… or s3://…");
        spec(
                cases,
                s -> model(s).put("uri", "s3://key:secret@bucket/x"),
                "spec.models[0].uri: must not hold a user or a password; give workers their credentials by environment or"
                        + " service account");
        spec(
                cases,
                s -> model(s).put("uri", "file:///a?b"),
                "spec.models[0].uri: \"file:///a?b\" must have no query or fragment; write ? as %3F and # as %23");
        spec(
                cases,
                s -> model(s).put("uri", "file://host/a"),
                "spec.models[0].uri: \"file://host/a\" should look like file:///folder/file");
        spec(
                cases,
                s -> model(s).put("uri", "s3:/bucket"),
                "spec.models[0].uri: \"s3:/bucket\" should look like s3://bucket/key");
        spec(
                cases,
                s -> model(s).put("uri", "C:\\models\\a.pt"),
                "spec.models[0].uri: \"C:\\models\\a.pt\" is no URI: Illegal character in opaque part at character 3");
        spec(
                cases,
                s -> model(s).put("uri", "file:///" + "a".repeat(512)),
                "spec.models[0].uri: has 520 characters; at most 512");
        spec(
                cases,
                s -> at(s, "/output").put("uri", "file:///"),
                "spec.output.uri: file:/// is the root; name a folder below it");
        spec(
                cases,
                s -> model(s).put("digest", "abc"),
                "spec.models[0].digest: \"abc\" should be sha256: and 64 hex digits, as sha256sum prints");
        // Numbers as text
        spec(
                cases,
                s -> dataset(s).put("weight", "half"),
                "spec.validation[0].weight: \"half\" is no decimal number, such as \"0.5\"");
        spec(cases, s -> dataset(s).put("weight", "0"), "spec.validation[0].weight: 0 must be above zero");
        spec(
                cases,
                s -> dataset(s).put("weight", "NaN"),
                "spec.validation[0].weight: \"NaN\" is no decimal number, such as \"0.5\"");
        spec(
                cases,
                s -> ((ObjectNode) list(s, "test").get(0)).put("weight", "1"),
                "spec.test[0].weight: test datasets have none, as they are scored one by one; remove it");
        // Fields that depend on each other
        spec(
                cases,
                s -> s.putObject("modelsFrom").put("uri", "file:///m/"),
                "spec.modelsFrom: cannot be given together with spec.models; remove one of the two");
        spec(
                cases,
                s -> ((ObjectNode) list(s, "test").get(0)).put("uri", "file:///a//./val.safetensors"),
                "spec.test[0].uri: file:///a//./val.safetensors is a validation dataset too, so the choice would have seen"
                        + " it; test on other data");
        spec(
                cases,
                s -> strategy(s, "Listed"),
                "spec.strategy.include: is missing; strategy Listed evaluates what it lists");
        spec(
                cases,
                s -> strategy(s, "Search").putArray("include"),
                "spec.strategy.include: is for strategy Listed; the type is Search");
        spec(
                cases,
                s -> strategy(s, "Auto").put("prior", "1"),
                "spec.strategy.prior: is for strategy Radin; the type is Auto");
        spec(
                cases,
                s -> mixture(s, "one", "tow"),
                "spec.strategy.include[0].models[1]: \"tow\" is not among spec.models; did you mean two?");
        spec(
                cases,
                s -> mixture(s, "one", "one"),
                "spec.strategy.include[0].models: needs two different models or more; single models are evaluated anyway");
        spec(
                cases,
                s -> mixture(s, "one", "two").putArray("weights").add("1"),
                "spec.strategy.include[0].weights: has 1 entries for 2 models");
        spec(
                cases,
                s -> mixture(s, "one", "two").putArray("weights").add("1").add("-1"),
                "spec.strategy.include[0].weights[1]: -1 must not be negative");
        spec(
                cases,
                s -> mixture(s, "one", "two").putArray("weights").add("0").add("0"),
                "spec.strategy.include[0].weights: are all zero");
        spec(
                cases,
                s -> s.putObject("workers")
                        .putArray("volumes")
                        .addObject()
                        .put("name", "v")
                        .putObject("hostPath")
                        .put("path", "/"),
                "spec.workers.volumes[0].hostPath: is not allowed, as it opens the node; use a PersistentVolumeClaim");
        // What people wrote reaches the terminal without its control characters
        spec(
                cases,
                s -> s.put("metric", "\u001b[2J"),
                "spec.metric: \"?[2J\" is not one of Accuracy, Top5Accuracy, NegativeLogLikelihood, MacroF1");
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("wrong")
    void isToldInOneLine(String line, String yaml) {
        assertThat(problems(yaml)).containsExactly(line);
    }

    @Test
    void everythingIsToldAtOnce() throws Exception {
        ObjectNode tree = (ObjectNode) new YAMLMapper().readTree(VALID);
        at(tree, "/metadata").put("name", "X");
        at(tree, "/spec").put("bugdet", 3).put("metric", "F1").remove("output");
        at(tree, "/spec/architecture").put("uri", "architecture.pt");

        assertThat(problems(tree.toString()))
                .containsExactlyInAnyOrder(
                        "metadata.name: \"X\" must be 1 to 40 lower-case letters, digits and dashes, with no dash at either"
                                + " end",
                        "spec.bugdet: unknown field; did you mean spec.budget?",
                        "spec.metric: \"F1\" is not one of Accuracy, Top5Accuracy, NegativeLogLikelihood, MacroF1",
                        "spec.architecture.uri: \"architecture.pt\" is not absolute; write file:///… or s3://…",
                        "spec.output: is missing; say where the soup goes");
    }

    @ParameterizedTest
    @MethodSource("unreadable")
    void whatCannotBeReadAtAllIsToldInOneLine(String yaml, String expected) {
        RadinException fault = catchThrowableOfType(RadinException.class, () -> read(yaml));

        assertThat(fault.reason()).isEqualTo(Reason.InvalidSpec);
        assertThat(fault).hasMessageStartingWith("soup.yaml: " + expected);
        assertThat(fault.getMessage().lines()).hasSize(1);
    }

    static Stream<Arguments> unreadable() {
        return Stream.of(
                Arguments.of("", "holds no resource"),
                Arguments.of("# nothing\n", "holds no resource"),
                Arguments.of("- a\n- b\n", "is no resource: it should start with apiVersion: and kind:"),
                Arguments.of("a: 1\n---\nb: 2\n", "holds 2 documents; put each into a file of its own"),
                Arguments.of("a: {b: 1\n", "line 2, column 1: "),
                Arguments.of("a:\n\tb: 1\n", "line 2, column 1: "),
                Arguments.of("a: 1\na: 2\n", "line "),
                Arguments.of("a: !!java.net.URL [\"http://x\"]\n", "line 1, column 4: "),
                Arguments.of("a: &x [1]\nb: *x\n", "repeats a list or mapping by an alias (*); write it out"),
                Arguments.of("a: &x {b: *x}\n", "repeats a list or mapping by an alias (*); write it out"),
                Arguments.of("a: " + "[".repeat(2000), "is no YAML that can be read: "),
                Arguments.of("a: " + "x".repeat(1 << 20), "more than a million characters"));
    }

    private static List<String> problems(String yaml) {
        try {
            read(yaml);
            return List.of();
        } catch (RadinException e) {
            return e.getMessage().lines().skip(1).map(String::strip).toList();
        }
    }

    private static SoupSelection read(String yaml) {
        return ResourceReader.read(yaml, "soup.yaml", selection -> selection);
    }

    private static void add(List<Arguments> cases, Consumer<ObjectNode> edit, String line) {
        try {
            ObjectNode tree = (ObjectNode) new YAMLMapper().readTree(VALID);
            edit.accept(tree);
            cases.add(Arguments.of(line, tree.toString()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void spec(List<Arguments> cases, Consumer<ObjectNode> edit, String line) {
        add(cases, tree -> edit.accept(at(tree, "/spec")), line);
    }

    private static ObjectNode at(ObjectNode tree, String pointer) {
        return (ObjectNode) tree.at(pointer);
    }

    private static ArrayNode list(ObjectNode spec, String field) {
        return (ArrayNode) spec.get(field);
    }

    private static ObjectNode model(ObjectNode spec) {
        return (ObjectNode) list(spec, "models").get(0);
    }

    private static ObjectNode dataset(ObjectNode spec) {
        return (ObjectNode) list(spec, "validation").get(0);
    }

    private static ObjectNode strategy(ObjectNode spec, String type) {
        return spec.putObject("strategy").put("type", type);
    }

    private static ObjectNode mixture(ObjectNode spec, String... models) {
        ObjectNode mixture = strategy(spec, "Listed").putArray("include").addObject();
        ArrayNode names = mixture.putArray("models");
        for (String model : models) {
            names.add(model);
        }
        return mixture;
    }

    private static void manyModels(ObjectNode spec) {
        ArrayNode models = spec.putArray("models");
        for (int i = 0; i < 257; i++) {
            models.addObject().put("name", "m" + i).put("uri", "file:///m/" + i);
        }
    }

    private static void manyDatasets(ObjectNode spec) {
        ArrayNode datasets = spec.putArray("validation");
        for (int i = 0; i < 9; i++) {
            datasets.addObject().put("name", "d" + i).put("uri", "file:///d/" + i);
        }
    }
}
