package dev.radin.api.v1alpha1;

import dev.radin.api.v1alpha1.DatasetSpec.Role;
import dev.radin.location.Location;
import dev.radin.protocol.Defaults;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.Inference;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.protocol.Selection.UnusableModelPolicy;
import dev.radin.soup.Metric;
import java.util.List;
import java.util.Objects;

/** From the resource to what planner and workers exchange, with every default filled in. */
public final class Selections {

    private static final Selection DEFAULTS = Defaults.SELECTION;

    private static final int DEFAULT_PASSES_PER_POD = 4;

    static final int DEFAULT_PASS_DEADLINE_SECONDS = 3600;

    private Selections() {}

    /** @param resource valid, as {@link SpecValidator} says */
    public static Selection of(SoupSelection resource) {
        SoupSelectionSpec spec = resource.getSpec();
        Location output = Location.of(spec.output.uri).withoutSlash();
        return new Selection(
                namespace(resource),
                resource.getMetadata().getName(),
                spec.evaluator.torchScript == null
                        ? null
                        : new Selection.Input(spec.evaluator.torchScript.uri, spec.evaluator.torchScript.digest),
                orEmpty(spec.models).stream()
                        .map(m -> new Selection.Model(m.name, m.uri, m.digest, m.stateDictKey))
                        .toList(),
                orEmpty(spec.modelsFrom).stream()
                        .map(f -> new Selection.ModelsFrom(f.name, f.uri, orEmpty(f.include), f.stateDictKey))
                        .toList(),
                spec.base == null ? null : new Selection.Base(spec.base.uri, spec.base.digest, spec.base.stateDictKey),
                datasets(spec, Role.Validation),
                datasets(spec, Role.Test),
                calibration(spec),
                metric(spec),
                evaluations(spec.budget),
                strategy(orElse(spec.strategy, new StrategySpec())),
                spec.choice == null ? DEFAULTS.choice() : spec.choice.type,
                orElse(spec.seed, DEFAULTS.seed()),
                unusableModelPolicy(resource),
                inference(spec.evaluator),
                evaluator(spec.evaluator.container),
                spec.output.soup == null ? null : spec.output.soup.dtype,
                soupForm(spec.output.soup),
                output.toString(),
                (spec.cache == null
                                ? output.child("cache")
                                : Location.of(spec.cache.uri).withoutSlash())
                        .toString());
    }

    /** How many passes one worker makes. */
    public static int passesPerPod(SoupSelection resource) {
        WorkersSpec workers = resource.getSpec().workers;
        return workers == null ? DEFAULT_PASSES_PER_POD : orElse(workers.passesPerPod, DEFAULT_PASSES_PER_POD);
    }

    /** Whether it is this operator's to take care of. */
    public static boolean isManagedHere(SoupSelection resource) {
        return resource.getSpec() == null
                || SoupSelection.MANAGER.equals(orElse(resource.getSpec().managedBy, SoupSelection.MANAGER));
    }

    /** Any text; with another one than before everything is looked at again. */
    public static String rerunNonce(SoupSelection resource) {
        return orElse(resource.getSpec().rerunNonce, "");
    }

    public static UnusableModelPolicy unusableModelPolicy(SoupSelection resource) {
        return orElse(resource.getSpec().unusableModelPolicy, DEFAULTS.unusableModelPolicy());
    }

    private static int evaluations(BudgetSpec budget) {
        return budget == null ? DEFAULTS.budget() : orElse(budget.evaluations, DEFAULTS.budget());
    }

    private static String namespace(SoupSelection resource) {
        String namespace = resource.getMetadata().getNamespace();
        return namespace == null || namespace.isEmpty() ? "default" : namespace;
    }

    private static List<Selection.Dataset> datasets(SoupSelectionSpec spec, Role role) {
        return spec.datasets.stream()
                .filter(d -> d.role == role)
                .map(d -> new Selection.Dataset(d.name, d.uri, d.digest, weight(d)))
                .toList();
    }

    private static Selection.Calibration calibration(SoupSelectionSpec spec) {
        return spec.datasets.stream()
                .filter(d -> d.role == Role.Calibration)
                .map(d -> new Selection.Calibration(d.name, d.uri, d.digest))
                .findFirst()
                .orElse(null);
    }

    private static double weight(DatasetSpec dataset) {
        return dataset.weight == null ? DEFAULTS.validation().get(0).weight() : Double.parseDouble(dataset.weight);
    }

    private static Metric metric(SoupSelectionSpec spec) {
        MetricSpec metric = spec.metric;
        if (spec.evaluator.container != null && spec.evaluator.container.produces == Evaluator.Produces.Scores) {
            return Metric.MEAN_SCORE;
        }
        return metric == null || metric.type == null
                ? DEFAULTS.metric()
                : new Metric(
                        Metric.Type.valueOf(metric.type.name()),
                        metric.topKAccuracy == null ? 1 : metric.topKAccuracy.k);
    }

    private static StrategyChoice strategy(StrategySpec strategy) {
        RadinStrategySpec radin = orElse(strategy.radin, new RadinStrategySpec());
        return new StrategyChoice(
                orElse(strategy.type, DEFAULTS.strategy().type()),
                orElse(radin.draws, DEFAULTS.strategy().draws()),
                radin.memberBonus == null ? DEFAULTS.strategy().memberBonus() : Double.parseDouble(radin.memberBonus),
                strategy.listed == null
                        ? List.of()
                        : strategy.listed.mixtures.stream()
                                .map(Selections::listed)
                                .toList(),
                strategy.compare == null
                        ? null
                        : strategy.compare.stream()
                                .map(compared -> StrategyChoice.Type.valueOf(compared.name()))
                                .sorted()
                                .toList());
    }

    private static StrategyChoice.Listed listed(MixtureSpec mixture) {
        boolean equal = mixture.members.stream().allMatch(m -> m.weight == null);
        return new StrategyChoice.Listed(
                mixture.name,
                mixture.members.stream().map(m -> m.model).toList(),
                equal
                        ? null
                        : mixture.members.stream()
                                .map(m -> Double.valueOf(orElse(m.weight, "1")))
                                .toList());
    }

    private static Inference inference(EvaluatorSpec evaluator) {
        int chosen = DEFAULTS.inference().batchSize();
        TorchScriptSpec network = evaluator.torchScript;
        return network == null
                ? new Inference(orElse(evaluator.container.batchSize, chosen), null, null)
                : new Inference(orElse(network.batchSize, chosen), network.outputKey, network.outputIndex);
    }

    private static Selection.SoupForm soupForm(SoupSpec soup) {
        if (soup == null) {
            return null;
        }
        Integer rank = soup.adapter == null ? null : soup.adapter.rank;
        return soup.type == null && rank == null ? null : new Selection.SoupForm(soup.type, rank);
    }

    private static Evaluator evaluator(ContainerSpec container) {
        return container == null
                ? null
                : new Evaluator(
                        container.image,
                        container.command,
                        container.version,
                        orElse(container.mode, Evaluator.Mode.Serve),
                        orElse(container.passDeadlineSeconds, DEFAULT_PASS_DEADLINE_SECONDS),
                        container.produces == Evaluator.Produces.Scores ? container.produces : null);
    }

    private static <T> T orElse(T value, T otherwise) {
        return Objects.requireNonNullElse(value, otherwise);
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }
}
