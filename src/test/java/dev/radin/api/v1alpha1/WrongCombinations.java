package dev.radin.api.v1alpha1;

import static dev.radin.api.v1alpha1.Wrong.entry;
import static dev.radin.api.v1alpha1.Wrong.mixture;
import static dev.radin.api.v1alpha1.Wrong.spec;
import static dev.radin.api.v1alpha1.Wrong.strategy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.stream.Stream;

/** Fields that depend on each other. */
final class WrongCombinations {

    private WrongCombinations() {}

    static Stream<Wrong> cases() {
        return Stream.of(datasets(), strategies(), mixtures(), beyondTheApiServer())
                .flatMap(s -> s);
    }

    private static Stream<Wrong> datasets() {
        return Stream.of(
                spec(
                        s -> s.putObject("modelsFrom").put("uri", "file:///m/"),
                        "spec.modelsFrom",
                        "cannot be given together with spec.models; remove one of the two"),
                spec(
                                s -> entry(s, "test").put("name", "val"),
                                "spec.test[0].name",
                                "repeats the name of a validation dataset; names are unique among all datasets")
                        .serverPath("spec.test"),
                spec(
                                s -> entry(s, "test").put("uri", "file:///a/val.safetensors"),
                                "spec.test[0].uri",
                                "repeats a validation dataset, which the choice will have seen; test on other data")
                        .serverPath("spec.test"));
    }

    private static Stream<Wrong> strategies() {
        return Stream.of(
                spec(
                        s -> strategy(s, "Listed"),
                        "spec.strategy.include",
                        "is missing; strategy Listed evaluates what it lists"),
                spec(
                        s -> {
                            mixture(s, "one", "two");
                            ((ObjectNode) s.get("strategy")).put("type", "Search");
                        },
                        "spec.strategy.include",
                        "is for strategy Listed; the type is Search"),
                spec(
                        s -> strategy(s, "Auto").put("prior", "1"),
                        "spec.strategy.prior",
                        "is for strategy Radin; the type is Auto"),
                spec(
                        s -> s.putObject("strategy").put("candidates", 5),
                        "spec.strategy.candidates",
                        "is for strategy Radin; the type is Auto"));
    }

    private static Stream<Wrong> mixtures() {
        return Stream.of(
                spec(
                        s -> mixture(s, "one", "one"),
                        "spec.strategy.include[0].models",
                        "needs two different models or more; single models are evaluated anyway"),
                spec(
                        s -> mixture(s),
                        "spec.strategy.include[0].models",
                        "needs two different models or more; single models are evaluated anyway"),
                spec(
                        s -> mixture(s, "one", "two").putArray("weights").add("1"),
                        "spec.strategy.include[0].weights",
                        "must list one weight for each model"),
                spec(
                        s -> mixture(s, "one", "two")
                                .putArray("weights")
                                .add("0")
                                .add("0.0e1"),
                        "spec.strategy.include[0].weights",
                        "are all zero"));
    }

    /** Too costly for the API server's language, or beyond it. */
    private static Stream<Wrong> beyondTheApiServer() {
        return Stream.of(
                        spec(
                                s -> mixture(s, "one", "tow"),
                                "spec.strategy.include[0].models[1]",
                                "\"tow\" is not among spec.models; did you mean two?"),
                        spec(
                                s -> entry(s, "test").put("uri", "file:///a//./val.safetensors"),
                                "spec.test[0].uri",
                                "repeats a validation dataset, which the choice will have seen; test on other data"),
                        spec(
                                s -> {
                                    s.remove("models");
                                    s.putObject("modelsFrom")
                                            .put("uri", "file:///m/")
                                            .put("include", "[a.pt");
                                },
                                "spec.modelsFrom.include",
                                "\"[a.pt\" is no glob such as *.safetensors: Missing ']"),
                        spec(
                                s -> s.withObject("/workers/gpu/resources").put("limits", 5),
                                "spec.workers.gpu.resources",
                                "is no ResourceRequirements: "),
                        spec(
                                s -> s.withObject("/workers")
                                        .putArray("env")
                                        .addObject()
                                        .putArray("name"),
                                "spec.workers.env[0]",
                                "is no EnvVar: "))
                .map(Wrong::asInvalidSpec);
    }
}
