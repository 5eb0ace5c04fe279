package dev.radin.api.v1alpha1;

import static dev.radin.api.v1alpha1.Wrong.entry;
import static dev.radin.api.v1alpha1.Wrong.mixture;
import static dev.radin.api.v1alpha1.Wrong.mixtures;
import static dev.radin.api.v1alpha1.Wrong.network;
import static dev.radin.api.v1alpha1.Wrong.resource;
import static dev.radin.api.v1alpha1.Wrong.spec;
import static dev.radin.api.v1alpha1.Wrong.strategy;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Single fields: required ones, bounds, names that repeat. */
final class WrongFields {

    private WrongFields() {}

    static Stream<Wrong> cases() {
        return Stream.of(missing(), numbers(), lengths(), lists(), podFields(), duplicates())
                .flatMap(s -> s);
    }

    private static Stream<Wrong> missing() {
        return Stream.concat(
                Stream.of(
                                resource(
                                        r -> r.remove("spec"), "spec", "is missing; see examples/quickstart/soup.yaml"),
                                spec(s -> s.remove("evaluator"), "spec.evaluator", "is missing"),
                                spec(s -> network(s).remove("uri"), "spec.evaluator.torchScript.uri", "is missing"),
                                spec(s -> entry(s, "models").remove("name"), "spec.models[0].name", "is missing"),
                                spec(s -> entry(s, "models").remove("uri"), "spec.models[0].uri", "is missing"),
                                spec(s -> s.remove("datasets"), "spec.datasets", "is missing"),
                                spec(s -> entry(s, "datasets").remove("name"), "spec.datasets[0].name", "is missing"),
                                spec(s -> entry(s, "datasets").remove("uri"), "spec.datasets[0].uri", "is missing"),
                                spec(s -> entry(s, "datasets").remove("role"), "spec.datasets[0].role", "is missing"),
                                spec(s -> s.remove("output"), "spec.output", "is missing"),
                                spec(s -> s.putObject("output"), "spec.output.uri", "is missing"),
                                spec(s -> s.putObject("cache"), "spec.cache.uri", "is missing"),
                                spec(
                                        s -> s.putObject("metric")
                                                .put("type", "TopKAccuracy")
                                                .putObject("topKAccuracy"),
                                        "spec.metric.topKAccuracy.k",
                                        "is missing"),
                                spec(
                                        s -> strategy(s, "Listed").putObject("listed"),
                                        "spec.strategy.listed.mixtures",
                                        "is missing"),
                                spec(
                                        s -> {
                                            mixture(s, "one", "two");
                                            ((ObjectNode) s.at("/strategy/listed/mixtures/0")).remove("name");
                                        },
                                        "spec.strategy.listed.mixtures[0].name",
                                        "is missing"),
                                spec(
                                        s -> mixtures(s).addObject().put("name", "both"),
                                        "spec.strategy.listed.mixtures[0].members",
                                        "is missing"),
                                spec(
                                        s -> mixture(s, "one", "two").addObject(),
                                        "spec.strategy.listed.mixtures[0].members[2].model",
                                        "is missing"))
                        .map(w -> w.server("Required value")),
                Stream.of(
                        spec(s -> s.remove("models"), "spec.models", FieldPatterns.MODELS_MISSING),
                        spec(
                                        s -> {
                                            s.remove("models");
                                            Wrong.folder(s).remove("uri");
                                        },
                                        "spec.modelsFrom[0].uri",
                                        "is missing")
                                .server("Required value")));
    }

    private static Stream<Wrong> numbers() {
        return Stream.of(
                        range(
                                (s, n) -> s.putObject("metric")
                                        .put("type", "TopKAccuracy")
                                        .putObject("topKAccuracy")
                                        .put("k", n),
                                "spec.metric.topKAccuracy.k",
                                1,
                                100),
                        range(
                                (s, n) -> s.putObject("budget").put("evaluations", n),
                                "spec.budget.evaluations",
                                0,
                                1000),
                        range(
                                (s, n) -> network(s).put("batchSize", n),
                                "spec.evaluator.torchScript.batchSize",
                                1,
                                1_000_000),
                        range(
                                (s, n) -> network(s).put("outputIndex", n),
                                "spec.evaluator.torchScript.outputIndex",
                                0,
                                999_999),
                        range((s, n) -> s.put("seed", n), "spec.seed", 0, 4_294_967_295L),
                        range(
                                (s, n) ->
                                        strategy(s, "Radin").putObject("radin").put("draws", n),
                                "spec.strategy.radin.draws",
                                1,
                                100_000),
                        range(workers("parallelism"), "spec.workers.parallelism", 1, 256),
                        range(workers("passesPerPod"), "spec.workers.passesPerPod", 1, 1000),
                        range(workers("stageDeadlineSeconds"), "spec.workers.stageDeadlineSeconds", 60, 2_592_000),
                        range(
                                workers("jobTTLSecondsAfterFinished"),
                                "spec.workers.jobTTLSecondsAfterFinished",
                                60,
                                2_592_000))
                .flatMap(s -> s);
    }

    private static Stream<Wrong> range(BiConsumer<ObjectNode, Long> set, String path, long least, long most) {
        return Stream.of(
                spec(
                                s -> set.accept(s, least - 1),
                                path,
                                "is " + (least - 1) + " and has to be from " + least + " to " + most)
                        .server("should be greater than or equal to " + least),
                spec(
                                s -> set.accept(s, most + 1),
                                path,
                                "is " + (most + 1) + " and has to be from " + least + " to " + most)
                        .server("should be less than or equal to "));
    }

    private static BiConsumer<ObjectNode, Long> workers(String field) {
        return (s, n) -> s.putObject("workers").put(field, n);
    }

    private static Stream<Wrong> lengths() {
        return Stream.of(
                        spec(
                                s -> entry(s, "models").put("uri", "file:///" + "a".repeat(2048)),
                                "spec.models[0].uri",
                                "has 2056 characters; at most 2048"),
                        spec(
                                s -> entry(s, "models").put("uri", "file:///" + "a/%20".repeat(4000)),
                                "spec.models[0].uri",
                                "has 20008 characters; at most 2048"),
                        spec(
                                s -> network(s).put("outputKey", "o".repeat(256)),
                                "spec.evaluator.torchScript.outputKey",
                                "has 256 characters; at most 255"))
                .map(w -> w.server("may not be more than"));
    }

    private static Stream<Wrong> lists() {
        return Stream.of(
                spec(s -> s.putArray("models"), "spec.models", "lists 0; 1 to 256 are needed")
                        .server("should have at least 1 items"),
                spec(s -> s.putArray("modelsFrom"), "spec.modelsFrom", "lists 0; 1 to 16 are needed")
                        .server("should have at least 1 items"),
                spec(s -> fill(s.putArray("modelsFrom"), 17), "spec.modelsFrom", "lists 17; 1 to 16 are needed")
                        .server("must have at most 16 items"),
                spec(
                                s -> Wrong.folder(s).putArray("include"),
                                "spec.modelsFrom[0].include",
                                "lists 0; 1 to 16 are needed")
                        .server("should have at least 1 items"),
                spec(s -> fill(s.putArray("models"), 257), "spec.models", "lists 257; 1 to 256 are needed")
                        .server("must have at most 256 items"),
                spec(s -> s.putArray("datasets"), "spec.datasets", "lists 0; 1 to 17 are needed")
                        .server("should have at least 1 items"),
                spec(
                                s -> fill(s.putArray("datasets"), 18)
                                        .forEach(d -> ((ObjectNode) d).put("role", "Validation")),
                                "spec.datasets",
                                "lists 18; 1 to 17 are needed")
                        .server("must have at most 17 items"),
                spec(s -> mixtures(s), "spec.strategy.listed.mixtures", "lists 0; 1 to 256 are needed")
                        .server("should have at least 1 items"));
    }

    private static ArrayNode fill(ArrayNode list, int entries) {
        for (int i = 0; i < entries; i++) {
            list.addObject().put("name", "m" + i).put("uri", "file:///m/" + i);
        }
        return list;
    }

    private static Stream<Wrong> podFields() {
        return Stream.of(
                spec(
                        s -> s.withObject("/workers/passes/scratch").put("sizeLimit", "20Gb"),
                        "spec.workers.passes.scratch.sizeLimit",
                        "20Gb is no quantity above zero, such as 20Gi"),
                spec(
                        s -> s.withObject("/workers/planning/scratch").put("sizeLimit", 0),
                        "spec.workers.planning.scratch.sizeLimit",
                        "0 is no quantity above zero, such as 20Gi"));
    }

    private static Stream<Wrong> duplicates() {
        return Stream.concat(
                namesOfEntries(),
                Stream.of(
                        spec(
                                        s -> Wrong.folder(s)
                                                .putArray("include")
                                                .add("*.pt")
                                                .add("*.pt"),
                                        "spec.modelsFrom[0].include[1]",
                                        "\"*.pt\" stands at spec.modelsFrom[0].include[0] already; once is enough")
                                .server("Duplicate value"),
                        spec(
                                        s -> {
                                            mixture(s, "one", "two");
                                            ArrayNode mixtures = (ArrayNode) s.at("/strategy/listed/mixtures");
                                            mixtures.add(mixtures.get(0).deepCopy());
                                        },
                                        "spec.strategy.listed.mixtures[1]",
                                        "\"both\" is the name of spec.strategy.listed.mixtures[0] already; each needs its own")
                                .server("Duplicate value"),
                        spec(
                                        s -> mixture(s, "one", "two", "one"),
                                        "spec.strategy.listed.mixtures[0].members[2]",
                                        "\"one\" is the model of spec.strategy.listed.mixtures[0].members[0] already; each"
                                                + " needs its own")
                                .server("Duplicate value")));
    }

    private static Stream<Wrong> namesOfEntries() {
        return Stream.of("models", "datasets").map(list -> spec(
                        s -> s.get(list).forEach(e -> ((ObjectNode) e).put("name", "same")),
                        "spec." + list + "[1]",
                        "\"same\" is the name of spec." + list + "[0] already; each needs its own")
                .server("Duplicate value"));
    }
}
