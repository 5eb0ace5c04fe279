package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A wrong resource and what must be said of it.
 *
 * @param path of the field at fault
 * @param words that {@code radin run} says of it
 * @param serverPath the same, or the list around it where a rule of the API server cannot name the entry
 * @param serverWords that the API server says; the same words where it has none of its own
 * @param told who can tell
 */
record Wrong(String resource, String path, String words, String serverPath, String serverWords, Told told) {

    enum Told {
        /** By the API server, when it is applied. */
        WHEN_APPLIED,
        /** By the condition InvalidSpec: the API server cannot say it. */
        AS_INVALID_SPEC,
        /** By the command line; no such thing reaches an API server through a client. */
        ON_THE_COMMAND_LINE
    }

    /** Valid, and what all wrong ones are made from. */
    static final String VALID =
            """
            apiVersion: radin.dev/v1alpha1
            kind: SoupSelection
            metadata: {name: letters}
            spec:
              evaluator: {torchScript: {uri: file:///a/architecture.pt}}
              models:
              - {name: one, uri: file:///a/one.safetensors}
              - {name: two, uri: file:///a/two.safetensors}
              datasets:
              - {name: val, role: Validation, uri: file:///a/val.safetensors}
              - {name: test, role: Test, uri: file:///a/test.safetensors}
              output: {uri: file:///a/out}
            """;

    static Stream<Wrong> all() {
        return Stream.of(
                        WrongDocuments.cases(),
                        WrongFields.cases(),
                        WrongForms.cases(),
                        WrongCombinations.cases(),
                        WrongPods.cases())
                .flatMap(s -> s);
    }

    static Wrong resource(Consumer<ObjectNode> edit, String path, String words) {
        ObjectNode tree = tree();
        edit.accept(tree);
        return new Wrong(tree.toString(), path, words, path, words, Told.WHEN_APPLIED);
    }

    static Wrong spec(Consumer<ObjectNode> edit, String path, String words) {
        return resource(tree -> edit.accept((ObjectNode) tree.get("spec")), path, words);
    }

    Wrong server(String words) {
        return new Wrong(resource, path, this.words, serverPath, words, told);
    }

    Wrong serverPath(String path) {
        return new Wrong(resource, this.path, words, path, serverWords, told);
    }

    Wrong asInvalidSpec() {
        return new Wrong(resource, path, words, path, words, Told.AS_INVALID_SPEC);
    }

    Wrong onTheCommandLine() {
        return new Wrong(resource, path, words, path, words, Told.ON_THE_COMMAND_LINE);
    }

    String line() {
        return path + ": " + words;
    }

    @Override
    public String toString() {
        return line();
    }

    static ObjectNode tree() {
        try {
            return (ObjectNode) new YAMLMapper().readTree(VALID);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode entry(ObjectNode spec, String list) {
        return (ObjectNode) spec.get(list).get(0);
    }

    /** The dataset of role Test. */
    static ObjectNode test(ObjectNode spec) {
        return (ObjectNode) spec.get("datasets").get(1);
    }

    static ObjectNode network(ObjectNode spec) {
        return spec.withObject("/evaluator/torchScript");
    }

    static ObjectNode strategy(ObjectNode spec, String type) {
        return spec.putObject("strategy").put("type", type);
    }

    /** @return the only entry of modelsFrom */
    static ObjectNode folder(ObjectNode spec) {
        return spec.putArray("modelsFrom").addObject().put("name", "sweep").put("uri", "file:///m/");
    }

    static ArrayNode mixtures(ObjectNode spec) {
        return strategy(spec, "Listed").withObject("listed").putArray("mixtures");
    }

    /** @return the members of the only mixture */
    static ArrayNode mixture(ObjectNode spec, String... models) {
        ArrayNode members = mixtures(spec).addObject().put("name", "both").putArray("members");
        Stream.of(models).forEach(model -> members.addObject().put("model", model));
        return members;
    }
}
