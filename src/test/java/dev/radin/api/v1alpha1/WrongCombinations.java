package dev.radin.api.v1alpha1;

import static dev.radin.api.v1alpha1.Wrong.entry;
import static dev.radin.api.v1alpha1.Wrong.mixture;
import static dev.radin.api.v1alpha1.Wrong.network;
import static dev.radin.api.v1alpha1.Wrong.spec;
import static dev.radin.api.v1alpha1.Wrong.strategy;
import static dev.radin.api.v1alpha1.Wrong.test;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/** Fields that depend on each other. */
final class WrongCombinations {

    private WrongCombinations() {}

    static Stream<Wrong> cases() {
        return Stream.of(datasets(), metricsAndSoups(), scores(), strategies(), mixtures(), beyondTheApiServer())
                .flatMap(s -> s);
    }

    private static Stream<Wrong> datasets() {
        return Stream.of(
                spec(
                        s -> ((ArrayNode) s.get("models")).remove(1),
                        "spec.models",
                        "lists one; give two or more, or name folders that hold others in spec.modelsFrom"),
                spec(
                        s -> s.putObject("evaluator"),
                        "spec.evaluator",
                        "needs exactly one evaluator: torchScript or container"),
                spec(s -> container(s), "spec.evaluator", "needs exactly one evaluator: torchScript or container"),
                spec(
                                s -> entry(s, "datasets").put("uri", "lm-eval:hellaswag"),
                                "spec.datasets[0].uri",
                                "holds a name, as lm-eval:hellaswag is one, which only a program of evaluator.container can"
                                        + " know; torchScript reads files, as file:///folder/file")
                        .serverPath("spec.datasets"),
                spec(
                        s -> {
                            program(s);
                            entry(s, "datasets").put("uri", "ftp://host/val");
                        },
                        "spec.datasets[0].uri",
                        "\"ftp://host/val\" is in a store that this version cannot reach; copy or mount it, and write"
                                + " file:///folder/file"),
                spec(
                        s -> network(s).put("outputKey", "logits").put("outputIndex", 0),
                        "spec.evaluator.torchScript.outputIndex",
                        "cannot be given together with outputKey; a dict has keys, a tuple has indexes: remove one of the"
                                + " two"),
                spec(
                        s -> test(s).put("weight", "1"),
                        "spec.datasets[1].weight",
                        "is for role Validation, whose mean soups are chosen by; remove it"),
                spec(
                        s -> entry(s, "datasets").put("role", "Test"),
                        "spec.datasets",
                        "has no dataset of role Validation; soups are chosen by one or more"),
                spec(
                        s -> datasets(s, 9, 0),
                        "spec.datasets",
                        "lists more than 8 datasets of role Validation; join some of them in one file"),
                spec(
                        s -> datasets(s, 1, 9),
                        "spec.datasets",
                        "lists more than 8 datasets of role Test; join some of them in one file"),
                spec(
                                s -> test(s).put("uri", "file:///a/val.safetensors"),
                                "spec.datasets[1].uri",
                                "repeats a dataset of role Validation, which the choice will have seen; test on other data")
                        .serverPath("spec.datasets"),
                spec(
                        s -> calibration(s).put("weight", "1"),
                        "spec.datasets[2].weight",
                        "is for role Validation, whose mean soups are chosen by; remove it"));
    }

    private static ObjectNode calibration(ObjectNode spec) {
        return ((ArrayNode) spec.get("datasets"))
                .addObject()
                .put("name", "bn")
                .put("role", "Calibration")
                .put("uri", "file:///a/train.safetensors");
    }

    private static ObjectNode container(ObjectNode spec) {
        ObjectNode container = spec.withObject("/evaluator").putObject("container");
        container.putArray("command").add("evaluate");
        return container.put("version", "1");
    }

    /** Instead of the network. */
    private static ObjectNode program(ObjectNode spec) {
        spec.withObject("/evaluator").remove("torchScript");
        return container(spec);
    }

    private static void datasets(ObjectNode spec, int validation, int test) {
        ArrayNode datasets = spec.putArray("datasets");
        for (int i = 0; i < validation + test; i++) {
            datasets.addObject()
                    .put("name", "d" + i)
                    .put("role", i < validation ? "Validation" : "Test")
                    .put("uri", "file:///d/" + i);
        }
    }

    private static Stream<Wrong> metricsAndSoups() {
        return Stream.of(
                spec(
                        s -> {
                            ObjectNode soup = ((ObjectNode) s.get("output")).putObject("soup");
                            soup.put("type", "Merged").putObject("adapter").put("rank", 8);
                        },
                        "spec.output.soup.adapter",
                        "is for type Adapter; the type is Merged"),
                spec(
                        s -> s.putObject("metric").put("type", "TopKAccuracy"),
                        "spec.metric.topKAccuracy",
                        "is missing; metric TopKAccuracy needs its k, as in topKAccuracy: {k: 5}"),
                spec(
                        s -> s.putObject("metric")
                                .put("type", "MacroF1")
                                .putObject("topKAccuracy")
                                .put("k", 5),
                        "spec.metric.topKAccuracy",
                        "is for metric TopKAccuracy; the type is MacroF1"),
                spec(
                        s -> s.putObject("metric").putObject("topKAccuracy").put("k", 5),
                        "spec.metric.topKAccuracy",
                        "is for metric TopKAccuracy; the type is Accuracy"));
    }

    private static Stream<Wrong> scores() {
        return Stream.of(
                spec(
                        s -> scored(s).putObject("metric").put("type", "Accuracy"),
                        "spec.metric",
                        "is for logits; of an evaluator that produces Scores the metric is their mean, so remove it"),
                spec(
                        s -> scored(s).putObject("choice").put("type", "Calibrated"),
                        "spec.choice.type",
                        "is Calibrated, which needs logits; an evaluator that produces Scores has"
                                + " ExpectedScore, Auto's default there, and HighestScore"),
                spec(
                        s -> strategy(scored(s), "Search"),
                        "spec.strategy.type",
                        "ranks soups by averaged logits, and the evaluator produces Scores; Auto, Greedy and Listed do"
                                + " without"),
                spec(
                        s -> strategy(scored(s), "Radin"),
                        "spec.strategy.type",
                        "ranks soups by averaged logits, and the evaluator produces Scores; Auto, Greedy and Listed do"
                                + " without"),
                spec(
                        s -> strategy(scored(s), "Auto")
                                .putArray("compare")
                                .add("Greedy")
                                .add("Radin"),
                        "spec.strategy.compare",
                        "names Radin, which ranks soups by averaged logits, and the evaluator produces Scores; Greedy can be"
                                + " compared with"));
    }

    private static ObjectNode scored(ObjectNode spec) {
        program(spec).put("produces", "Scores");
        return spec;
    }

    private static Stream<Wrong> strategies() {
        return Stream.of(
                spec(
                        s -> strategy(s, "Listed"),
                        "spec.strategy.listed",
                        "is missing; strategy Listed evaluates the mixtures that it lists"),
                spec(
                        s -> {
                            mixture(s, "one", "two");
                            ((ObjectNode) s.get("strategy")).put("type", "Search");
                        },
                        "spec.strategy.listed",
                        "is for strategy Listed; the type is Search"),
                spec(
                        s -> {
                            mixture(s, "one", "two");
                            ((ObjectNode) s.get("strategy")).remove("type");
                        },
                        "spec.strategy.listed",
                        "is for strategy Listed; the type is Auto"),
                spec(
                        s -> strategy(s, "Greedy").putObject("radin"),
                        "spec.strategy.radin",
                        "is for strategy Radin; the type is Greedy"),
                spec(
                        s -> s.putObject("strategy").putObject("radin").put("draws", 5),
                        "spec.strategy.radin",
                        "is for strategy Radin; the type is Auto"));
    }

    private static Stream<Wrong> mixtures() {
        String rule = "needs two models or more whose weights are above zero; single models are evaluated anyway";
        String members = "spec.strategy.listed.mixtures[0].members";
        return Stream.of(
                spec(
                        WrongCombinations::manyMembers,
                        "spec.strategy.listed.mixtures",
                        "hold more than 2560 members in all; list fewer mixtures, or smaller ones"),
                spec(s -> mixture(s, "one"), members, rule),
                spec(s -> mixture(s), members, rule),
                spec(s -> weights(mixture(s, "one", "two"), "0", "0.0e1"), members, rule),
                spec(s -> weights(mixture(s, "one", "two"), "1", "0"), members, rule),
                spec(s -> ((ObjectNode) mixture(s, "one", "two").get(0)).put("weight", ".0"), members, rule));
    }

    private static void manyMembers(ObjectNode spec) {
        ArrayNode models = spec.putArray("models");
        ArrayNode mixtures = Wrong.mixtures(spec);
        for (int i = 0; i < 161; i++) {
            models.addObject().put("name", "m" + i).put("uri", "file:///m/" + i);
            ArrayNode members = mixtures.addObject().put("name", "mixture-" + i).putArray("members");
            for (int k = 0; k < 16; k++) {
                members.addObject().put("model", "m" + k);
            }
        }
    }

    private static void weights(ArrayNode members, String... weights) {
        for (int i = 0; i < weights.length; i++) {
            ((ObjectNode) members.get(i)).put("weight", weights[i]);
        }
    }

    /** Too costly for the API server's language, or beyond it. */
    private static Stream<Wrong> beyondTheApiServer() {
        return Stream.of(
                        spec(
                                s -> {
                                    program(s);
                                    test(s).put("role", "Calibration");
                                },
                                "spec.datasets[1].role",
                                "is for torchScript, whose BatchNorm layers radin has measure it; a program of"
                                        + " evaluator.container has its own ways"),
                        spec(
                                s -> program(s).putArray("command").add("").add("x"),
                                "spec.evaluator.container.command[0]",
                                "is empty; it names the program that is started"),
                        spec(
                                s -> {
                                    program(s);
                                    entry(s, "datasets")
                                            .put("uri", "lm-eval:hellaswag")
                                            .put("digest", "sha256:" + "0".repeat(64));
                                },
                                "spec.datasets[0].digest",
                                "is for a file; a name is its own content"),
                        spec(
                                s -> mixture(s, "one", "tow"),
                                "spec.strategy.listed.mixtures[0].members[1].model",
                                "\"tow\" is not among spec.models; did you mean two?"),
                        spec(
                                s -> calibration(s).put("uri", "file:///a/test.safetensors"),
                                "spec.datasets[2].uri",
                                "repeats a dataset of role Test, which the choice must not see; measure BatchNorm on"
                                        + " training data"),
                        spec(
                                s -> {
                                    calibration(s);
                                    calibration(s).put("name", "other");
                                },
                                "spec.datasets",
                                "lists more than one dataset of role Calibration; join them in one file"),
                        spec(
                                s -> test(s).put("uri", "file:///a//./val.safetensors"),
                                "spec.datasets[1].uri",
                                "repeats a dataset of role Validation, which the choice will have seen; test on other data"),
                        spec(
                                s -> {
                                    s.remove("models");
                                    Wrong.folder(s).putArray("include").add("*").add("[a.pt");
                                },
                                "spec.modelsFrom[0].include[1]",
                                "\"[a.pt\" is no glob such as *.safetensors: Missing ']"))
                .map(Wrong::asInvalidSpec);
    }
}
