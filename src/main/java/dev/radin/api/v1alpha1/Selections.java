package dev.radin.api.v1alpha1;

import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.Inference;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.soup.Metric;
import java.util.List;
import java.util.Objects;

/** From the resource to what planner and workers exchange, with every default filled in. */
public final class Selections {

    private static final int DEFAULT_BUDGET = 8;
    private static final int DEFAULT_CANDIDATES = 200;
    private static final int DEFAULT_PASSES_PER_POD = 4;

    private Selections() {}

    /** @param resource valid, as {@link SpecValidator} says */
    public static Selection of(SoupSelection resource) {
        SoupSelectionSpec spec = resource.getSpec();
        String output = withoutSlash(spec.output.uri);
        return new Selection(
                namespace(resource),
                resource.getMetadata().getName(),
                new Selection.Input(spec.architecture.uri, spec.architecture.digest),
                orEmpty(spec.models).stream()
                        .map(m -> new Selection.Model(m.name, m.uri, m.digest))
                        .toList(),
                spec.modelsFrom == null
                        ? null
                        : new Selection.ModelsFrom(spec.modelsFrom.uri, orElse(spec.modelsFrom.include, "*")),
                datasets(spec.validation),
                datasets(spec.test),
                orElse(spec.metric, Metric.Accuracy),
                orElse(spec.budget, DEFAULT_BUDGET),
                strategy(orElse(spec.strategy, new StrategySpec())),
                orElse(spec.unusableModels, Selection.UnusableModels.Exclude),
                inference(orElse(spec.inference, new InferenceSpec())),
                output,
                spec.cache == null ? output + "/cache" : withoutSlash(spec.cache.uri));
    }

    /** How many passes one worker makes. */
    public static int passesPerPod(SoupSelection resource) {
        WorkersSpec workers = resource.getSpec().workers;
        return workers == null ? DEFAULT_PASSES_PER_POD : orElse(workers.passesPerPod, DEFAULT_PASSES_PER_POD);
    }

    private static String namespace(SoupSelection resource) {
        String namespace = resource.getMetadata().getNamespace();
        return namespace == null || namespace.isEmpty() ? "default" : namespace;
    }

    private static List<Selection.Dataset> datasets(List<DatasetSpec> datasets) {
        return orEmpty(datasets).stream()
                .map(d -> new Selection.Dataset(d.name, d.uri, d.digest, Double.parseDouble(orElse(d.weight, "1"))))
                .toList();
    }

    private static StrategyChoice strategy(StrategySpec strategy) {
        return new StrategyChoice(
                orElse(strategy.type, StrategyChoice.Type.Auto),
                orElse(strategy.seed, 0L),
                orElse(strategy.candidates, DEFAULT_CANDIDATES),
                Double.parseDouble(orElse(strategy.prior, "0")),
                orEmpty(strategy.include).stream()
                        .map(m -> new StrategyChoice.Listed(
                                m.models,
                                m.weights == null
                                        ? null
                                        : m.weights.stream()
                                                .map(Double::valueOf)
                                                .toList()))
                        .toList());
    }

    private static Inference inference(InferenceSpec inference) {
        return new Inference(
                orElse(inference.batchSize, 0),
                orElse(inference.precision, Inference.Precision.float32),
                orElse(inference.output, ""));
    }

    private static String withoutSlash(String uri) {
        return uri.replaceFirst("/+$", "");
    }

    private static <T> T orElse(T value, T otherwise) {
        return Objects.requireNonNullElse(value, otherwise);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }
}
