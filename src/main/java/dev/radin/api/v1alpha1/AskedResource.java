package dev.radin.api.v1alpha1;

import dev.radin.api.v1alpha1.DatasetSpec.Role;
import dev.radin.protocol.Defaults;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Back from what planner and workers exchange to a resource that asks for the same, without what is so by default. */
public final class AskedResource {

    private static final Selection DEFAULTS = Defaults.SELECTION;

    private final Selection selection;

    private AskedResource(Selection selection) {
        this.selection = selection;
    }

    /** One of which {@link Selections#of} makes the selection again. */
    public static SoupSelection of(Selection selection) {
        SoupSelection resource = new SoupSelection();
        resource.setMetadata(new ObjectMetaBuilder()
                .withName(selection.name())
                .withNamespace(selection.namespace())
                .build());
        resource.setSpec(new AskedResource(selection).spec());
        return resource;
    }

    private SoupSelectionSpec spec() {
        SoupSelectionSpec spec = new SoupSelectionSpec();
        spec.evaluator = evaluator();
        spec.models = none(selection.models())
                ? null
                : selection.models().stream().map(AskedResource::model).toList();
        spec.modelsFrom = none(selection.modelsFrom())
                ? null
                : selection.modelsFrom().stream().map(AskedResource::modelsFrom).toList();
        spec.base = base();
        spec.datasets = datasets();
        spec.metric = metric();
        spec.budget = BudgetSpec.of(selection.budget());
        spec.strategy = strategy();
        if (selection.choice() != null) {
            spec.choice = new ChoiceSpec();
            spec.choice.type = selection.choice();
        }
        spec.seed = selection.seed() == DEFAULTS.seed() ? null : selection.seed();
        spec.unusableModelPolicy = selection.unusableModelPolicy() == DEFAULTS.unusableModelPolicy()
                ? null
                : selection.unusableModelPolicy();
        spec.output = new OutputSpec();
        spec.output.uri = selection.outputUri();
        spec.output.soup = soup();
        spec.cache = new LocationSpec();
        spec.cache.uri = selection.cacheUri();
        return spec;
    }

    private static boolean none(List<?> list) {
        return list.isEmpty();
    }

    private EvaluatorSpec evaluator() {
        EvaluatorSpec evaluator = new EvaluatorSpec();
        if (selection.evaluator() == null) {
            evaluator.torchScript = network();
        } else {
            evaluator.container = program(selection.evaluator());
        }
        return evaluator;
    }

    private TorchScriptSpec network() {
        TorchScriptSpec network = new TorchScriptSpec();
        network.uri = selection.architecture().uri();
        network.digest = selection.architecture().digest();
        network.batchSize = batchSize();
        network.outputKey = selection.inference().outputKey();
        network.outputIndex = selection.inference().outputIndex();
        return network;
    }

    private ContainerSpec program(Evaluator asked) {
        ContainerSpec program = new ContainerSpec();
        program.image = asked.image();
        program.command = asked.command();
        program.version = asked.version();
        program.mode = asked.mode() == Evaluator.Mode.Serve ? null : asked.mode();
        program.produces = asked.produces();
        program.passDeadlineSeconds = asked.passDeadlineSeconds() == Selections.DEFAULT_PASS_DEADLINE_SECONDS
                ? null
                : asked.passDeadlineSeconds();
        program.batchSize = batchSize();
        return program;
    }

    private Integer batchSize() {
        int batchSize = selection.inference().batchSize();
        return batchSize == DEFAULTS.inference().batchSize() ? null : batchSize;
    }

    private static ModelSpec model(Selection.Model model) {
        ModelSpec spec = new ModelSpec();
        spec.name = model.name();
        spec.uri = model.uri();
        spec.digest = model.digest();
        spec.stateDictKey = model.stateDictKey();
        return spec;
    }

    private static ModelsFromSpec modelsFrom(Selection.ModelsFrom from) {
        ModelsFromSpec spec = new ModelsFromSpec();
        spec.name = from.name();
        spec.uri = from.uri();
        spec.include = from.include().isEmpty() ? null : from.include();
        spec.stateDictKey = from.stateDictKey();
        return spec;
    }

    private BaseSpec base() {
        if (selection.base() == null) {
            return null;
        }
        BaseSpec base = new BaseSpec();
        base.uri = selection.base().uri();
        base.digest = selection.base().digest();
        base.stateDictKey = selection.base().stateDictKey();
        return base;
    }

    private SoupSpec soup() {
        Selection.SoupForm form = selection.soupForm();
        if (selection.outputDType() == null && form == null) {
            return null;
        }
        SoupSpec soup = new SoupSpec();
        soup.dtype = selection.outputDType();
        if (form != null) {
            soup.type = form.type();
            if (form.rank() != null) {
                soup.adapter = new AdapterSpec();
                soup.adapter.rank = form.rank();
            }
        }
        return soup;
    }

    private List<DatasetSpec> datasets() {
        List<DatasetSpec> datasets = new ArrayList<>();
        selection
                .validation()
                .forEach(d -> datasets.add(dataset(d.name(), Role.Validation, d.uri(), d.digest(), d.weight())));
        selection.test().forEach(d -> datasets.add(dataset(d.name(), Role.Test, d.uri(), d.digest(), d.weight())));
        Selection.Calibration calibration = selection.calibration();
        if (calibration != null) {
            datasets.add(dataset(
                    calibration.name(),
                    Role.Calibration,
                    calibration.uri(),
                    calibration.digest(),
                    DEFAULTS.validation().get(0).weight()));
        }
        return datasets;
    }

    private static DatasetSpec dataset(String name, Role role, String uri, String digest, double weight) {
        DatasetSpec spec = new DatasetSpec();
        spec.name = name;
        spec.role = role;
        spec.uri = uri;
        spec.digest = digest;
        spec.weight = weight == DEFAULTS.validation().get(0).weight() ? null : decimal(weight);
        return spec;
    }

    private MetricSpec metric() {
        if (!selection.metric().isOfLogits()) {
            return null;
        }
        MetricSpec metric = new MetricSpec();
        metric.type = MetricSpec.Type.valueOf(selection.metric().type().name());
        if (selection.metric().k() != 1) {
            metric.topKAccuracy = new TopKAccuracySpec();
            metric.topKAccuracy.k = selection.metric().k();
        }
        return metric;
    }

    private StrategySpec strategy() {
        StrategyChoice choice = selection.strategy();
        StrategySpec strategy = new StrategySpec();
        strategy.type = choice.type();
        if (choice.compare() != null) {
            strategy.compare = choice.compare().stream()
                    .map(type -> StrategySpec.Compared.valueOf(type.name()))
                    .toList();
        }
        if (choice.type() == StrategyChoice.Type.Radin) {
            strategy.radin = new RadinStrategySpec();
            strategy.radin.draws = choice.draws();
            strategy.radin.memberBonus = decimal(choice.memberBonus());
        }
        if (choice.type() == StrategyChoice.Type.Listed) {
            strategy.listed = new ListedStrategySpec();
            strategy.listed.mixtures =
                    choice.mixtures().stream().map(AskedResource::mixture).toList();
        }
        return strategy;
    }

    private static MixtureSpec mixture(StrategyChoice.Listed listed) {
        MixtureSpec mixture = new MixtureSpec();
        mixture.name = listed.name();
        mixture.members = IntStream.range(0, listed.models().size())
                .mapToObj(k -> {
                    MemberSpec member = new MemberSpec();
                    member.model = listed.models().get(k);
                    member.weight = listed.weights() == null
                            ? null
                            : decimal(listed.weights().get(k));
                    return member;
                })
                .toList();
        return mixture;
    }

    /** Read again it is the same number. */
    private static String decimal(double value) {
        return new BigDecimal(Double.toString(value)).stripTrailingZeros().toPlainString();
    }
}
