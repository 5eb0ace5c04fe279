package dev.radin.api.v1alpha1;

import static dev.radin.api.v1alpha1.Wrong.entry;
import static dev.radin.api.v1alpha1.Wrong.resource;
import static dev.radin.api.v1alpha1.Wrong.spec;
import static dev.radin.api.v1alpha1.Wrong.strategy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The document itself: header, metadata, unknown fields, wrong types, wrong words. */
final class WrongDocuments {

    private static final String NAME_RULE =
            " must be 1 to 40 lower-case letters, digits and dashes, with no dash at either end";

    private WrongDocuments() {}

    static Stream<Wrong> cases() {
        return Stream.of(header(), metadata(), namespaces(), unknownFields(), types(), words())
                .flatMap(s -> s);
    }

    private static Stream<Wrong> header() {
        return Stream.of(
                        resource(
                                r -> r.remove("apiVersion"),
                                "apiVersion",
                                "is missing; it should be radin.dev/v1alpha1"),
                        resource(
                                r -> r.put("apiVersion", "radin.dev/v1"),
                                "apiVersion",
                                "\"radin.dev/v1\" should be radin.dev/v1alpha1"),
                        resource(
                                r -> r.put("kind", "SoupSelecton"), "kind", "\"SoupSelecton\" should be SoupSelection"),
                        resource(r -> r.remove("metadata"), "metadata.name", "is missing"),
                        resource(r -> r.put("metadata", "letters"), "metadata", "is not a mapping"),
                        resource(r -> metadata(r).put("name", 7), "metadata.name", "7 is not text; quote it"),
                        resource(
                                r -> metadata(r).putObject("labels").put("a", 1),
                                "metadata.labels.a",
                                "1 is not text; quote it"))
                .map(Wrong::onTheCommandLine);
    }

    private static Stream<Wrong> metadata() {
        return Stream.of("Letters", "a".repeat(41), "letters-", "vit.b32")
                .map(name ->
                        resource(r -> metadata(r).put("name", name), "metadata.name", "\"" + name + "\"" + NAME_RULE));
    }

    private static Stream<Wrong> namespaces() {
        return Stream.of("a b", "../../../escaped", "Vision", "a".repeat(64), "-a")
                .map(
                        namespace -> resource(
                                r -> metadata(r).put("namespace", namespace),
                                "metadata.namespace",
                                "\"" + namespace
                                        + "\" must be 1 to 63 lower-case letters, digits and dashes, with no dash at either end"))
                .map(Wrong::onTheCommandLine);
    }

    private static Stream<Wrong> unknownFields() {
        return Stream.of(
                resource(r -> r.put("sepc", 1), "sepc", "unknown field; did you mean spec?")
                        .server("unknown field \"sepc\""),
                resource(r -> r.put("budget", 3), "budget", "unknown field; did you mean spec.budget?")
                        .server("unknown field \"budget\""),
                unknown(s -> s.put("stratgy", "x"), "spec.stratgy", "did you mean spec.strategy?"),
                unknown(
                        s -> entry(s, "models").put("url", "x"),
                        "spec.models[0].url",
                        "did you mean spec.models[0].uri?"),
                unknown(
                        s -> entry(s, "datasets").put("wieght", "1"),
                        "spec.datasets[0].wieght",
                        "did you mean spec.datasets[0].weight?"),
                unknown(
                        s -> ((ObjectNode) s.get("output")).put("bucket", "x"),
                        "spec.output.bucket",
                        "known here: uri"),
                unknown(
                        s -> s.putObject("workers").put("paralelism", 2),
                        "spec.workers.paralelism",
                        "did you mean spec.workers.parallelism?"));
    }

    private static Wrong unknown(Consumer<ObjectNode> edit, String path, String hint) {
        return spec(edit, path, "unknown field; " + hint).server("unknown field \"" + path + "\"");
    }

    private static Stream<Wrong> types() {
        return Stream.of(
                resource(r -> r.put("spec", "x"), "spec", "\"x\" is not a mapping")
                        .server("must be of type object"),
                spec(
                                s -> s.putObject("budget").put("evaluations", "eight"),
                                "spec.budget.evaluations",
                                "\"eight\" is not a whole number")
                        .server("must be of type integer"),
                spec(
                                s -> s.putObject("budget").put("evaluations", 2.5),
                                "spec.budget.evaluations",
                                "2.5 is not a whole number")
                        .server("must be of type integer"),
                spec(
                                s -> s.putObject("budget").put("evaluations", 99_999_999_999L),
                                "spec.budget.evaluations",
                                "99999999999 is not a whole number")
                        .server("should be less than or equal to 1000"),
                spec(s -> s.put("models", "one"), "spec.models", "\"one\" is not a list")
                        .server("must be of type array"),
                spec(s -> s.put("suspend", "yes"), "spec.suspend", "\"yes\" is not true or false")
                        .server("must be of type boolean"),
                spec(s -> s.put("output", "file:///o"), "spec.output", "\"file:///o\" is not a mapping")
                        .server("must be of type object"),
                spec(
                                s -> entry(s, "datasets").put("weight", 0.5),
                                "spec.datasets[0].weight",
                                "0.5 is not text; quote it")
                        .server("must be of type string"),
                spec(s -> s.putObject("metric").putArray("type"), "spec.metric.type", "a list is not a word")
                        .server("must be of type string"),
                spec(s -> ((ArrayNode) s.get("models")).setNull(1), "spec.models[1]", "is empty")
                        .server("must be of type object"),
                spec(s -> ((ArrayNode) s.get("datasets")).setNull(1), "spec.datasets[1]", "is empty")
                        .server("must be of type object"),
                spec(
                                s -> s.putObject("workers").put("template", "near"),
                                "spec.workers.template",
                                "\"near\" is not a mapping")
                        .server("must be of type object"));
    }

    private static Stream<Wrong> words() {
        String metrics = "Accuracy, TopKAccuracy, NegativeLogLikelihood, MacroF1";
        return Stream.of(
                        spec(
                                s -> s.putObject("metric").put("type", "accuracy"),
                                "spec.metric.type",
                                "\"accuracy\" is not one of " + metrics + "; did you mean Accuracy?"),
                        spec(
                                s -> s.put("unusableModelPolicy", "Ignore"),
                                "spec.unusableModelPolicy",
                                "\"Ignore\" is not one of Exclude, Fail"),
                        spec(
                                s -> strategy(s, "Greedi").putObject("radin"),
                                "spec.strategy.type",
                                "\"Greedi\" is not one of Auto, Search, Radin, Greedy, Listed; did you mean Greedy?"),
                        spec(
                                s -> entry(s, "datasets").put("role", "Valid"),
                                "spec.datasets[0].role",
                                "\"Valid\" is not one of Validation, Test"),
                        // What people wrote reaches the terminal without its control characters
                        spec(
                                s -> s.putObject("metric").put("type", "\u001b[2J"),
                                "spec.metric.type",
                                "\"\\u001b[2J\" is not one of " + metrics))
                .map(w -> w.server("supported values: "));
    }

    private static ObjectNode metadata(ObjectNode resource) {
        return (ObjectNode) resource.get("metadata");
    }
}
