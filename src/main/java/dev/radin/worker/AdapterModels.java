package dev.radin.worker;

import dev.radin.cache.Workspace;
import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.protocol.WeightsForm;
import dev.radin.tensor.adapter.Adapter;
import dev.radin.tensor.adapter.AdapterSoup;
import dev.radin.tensor.adapter.TiedHead;
import dev.radin.tensor.adapter.UpdateDistances;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.weights.Architecture;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The adapters among the models, open; either none is one, or all are, of the base that the resource names. */
final class AdapterModels implements AutoCloseable {

    private final Workspace workspace;
    private final Selection selection;
    private final Inspection.Input base;
    private final boolean isEmpty;
    private final Map<String, Adapter> adapters = new LinkedHashMap<>();
    /** Once it is looked at. */
    private Checkpoint openBase;

    private AdapterModels(Workspace workspace, Inspection.Input base, boolean isEmpty) {
        this.workspace = workspace;
        this.selection = workspace.selection();
        this.base = base;
        this.isEmpty = isEmpty;
    }

    /**
     * Leaves out what cannot be read, or not be averaged with most of the others.
     *
     * @param models adapters become those of the base
     * @param base null where the resource names none; then an adapter is a model that fits nothing
     * @throws RadinException {@code IncompatibleModels} for adapters beside whole checkpoints, {@code InvalidSpec} for what is
     *     asked of adapters only or not of them
     */
    static AdapterModels among(
            Workspace workspace,
            Map<String, Inspection.Input> models,
            Inspection.Input base,
            List<ExcludedModel> excluded) {
        List<String> names = base == null
                ? List.of()
                : models.entrySet().stream()
                        .filter(model -> workspace.inputs().isAdapter(model.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        AdapterModels found = new AdapterModels(workspace, base, names.isEmpty());
        if (names.isEmpty()) {
            found.checkWhole();
            return found;
        }
        failOnOthers(models, names.get(0), names);
        try {
            names.forEach(name -> found.open(name, models, excluded));
            found.leaveOutMisfits(models, excluded);
            models.replaceAll((name, adapter) -> adapter.on(base));
            found.checkRank();
            found.checkTied();
            return found;
        } catch (RuntimeException | Error e) {
            found.close();
            throw e;
        }
    }

    private void checkWhole() {
        if (base != null && !learnsMixtures()) {
            StrategyChoice.Type strategy = selection.strategy().type();
            throw new RadinException(
                    Reason.InvalidSpec,
                    "spec.base: is what adapters are added to, and what strategy Auto mixes with whole checkpoints by their"
                            + " logits; the models are whole checkpoints, and "
                            + (strategy == StrategyChoice.Type.Auto
                                    ? "the evaluator produces Scores: list it in spec.models to have it in soups, or remove it"
                                    : "the type is " + strategy + ": remove it"));
        }
        Selection.SoupForm form = selection.soupForm();
        if (form != null && (form.rank() != null || form.type() == Selection.SoupForm.Type.Adapter)) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "spec.output.soup: " + (form.rank() != null ? "adapter.rank" : "type Adapter")
                            + " is for models that are LoRA adapters, whose base spec.base names; "
                            + (base == null ? "it is not named" : "the models are whole checkpoints"));
        }
    }

    private static void failOnOthers(Map<String, Inspection.Input> models, String adapter, List<String> adapters) {
        models.keySet().stream()
                .filter(name -> !adapters.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new RadinException(
                            Reason.IncompatibleModels,
                            adapter + " is a LoRA adapter, and " + name + " is not ("
                                    + models.get(name).uri()
                                    + "); list models of one kind, or merge the adapters into their base first");
                });
    }

    private void open(String name, Map<String, Inspection.Input> models, List<ExcludedModel> excluded) {
        try {
            Adapter adapter = workspace.inputs().openAdapter(models.get(name));
            adapters.put(name, adapter);
            adapter.requireFiniteFactors();
        } catch (RadinException e) {
            Optional.ofNullable(adapters.remove(name)).ifPresent(Adapter::close);
            excluded.add(ExcludedModel.of(name, ofOne(e)));
            models.remove(name);
        }
    }

    /** That an adapter is none that can be read, or not one of the base, says nothing about the others. */
    static RadinException ofOne(RadinException fault) {
        return fault.reason() == Reason.IncompatibleModels
                ? new RadinException(Reason.MismatchedModel, fault.getMessage(), fault)
                : fault;
    }

    private void leaveOutMisfits(Map<String, Inspection.Input> models, List<ExcludedModel> excluded) {
        if (adapters.isEmpty()) {
            return;
        }
        AdapterSoup.misfits(usualFirst()).forEach((name, why) -> {
            excluded.add(new ExcludedModel(
                    name, Reason.MismatchedModel, models.get(name).uri() + ": " + why));
            models.remove(name);
            adapters.remove(name).close();
        });
    }

    /** Others are held against the first, which is one of those of the base that most have. */
    private Map<String, Adapter> usualFirst() {
        Map<String, Long> bases = adapters.values().stream()
                .collect(Collectors.groupingBy(Adapter::base, LinkedHashMap::new, Collectors.counting()));
        Function<Adapter, Long> sameBase = adapter -> bases.get(adapter.base());
        Map<String, Adapter> ordered = new LinkedHashMap<>();
        adapters.entrySet().stream()
                .sorted((one, other) -> Long.compare(sameBase.apply(other.getValue()), sameBase.apply(one.getValue())))
                .forEach(adapter -> ordered.put(adapter.getKey(), adapter.getValue()));
        return ordered;
    }

    private void checkRank() {
        Integer most = selection.mostRank();
        if (most == null || adapters.isEmpty()) {
            return;
        }
        List<Integer> ranks = AdapterSoup.of(adapters.values().stream()
                        .map(adapter -> new AdapterSoup.Member(adapter, 1.0 / adapters.size()))
                        .toList())
                .ranks();
        int sum = ranks.get(ranks.size() - 1);
        if (most > sum) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "spec.output.soup.adapter.rank: is " + most + ", and the sum of all adapters has no more than "
                            + sum + "; leave it out to keep the exact sum");
        }
    }

    /** What is run is merged, and what is published must do the same. */
    private void checkTied() {
        if (!selection.keepsAdapters()) {
            return;
        }
        Optional<String> tied =
                workspace.inputs().companions(base()).config().flatMap(config -> TiedHead.in(base(), config));
        tied.ifPresent(embedding -> adapters.forEach((name, adapter) -> {
            if (TiedHead.isChanged(adapter, embedding)) {
                throw new RadinException(
                        Reason.InvalidSpec,
                        "spec.output.soup: type Adapter, the default, is not for adapters that change "
                                + Printable.of(embedding, 200) + ", as " + name
                                + " does: the base's head is tied to it, so that merged weights, as they are run, change both, and"
                                + " peft changes the embedding alone; ask for type Merged");
            }
        }));
    }

    boolean isEmpty() {
        return isEmpty;
    }

    WeightsForm form() {
        return WeightsForm.of(selection, !isEmpty);
    }

    /**
     * Whether the base is one more model of mixtures: of adapters the one whose update is zero. What adapters hold as whole
     * weights, as the head that a classifier got, the base has not or has not trained.
     */
    boolean mixBase() {
        return learnsMixtures() && !areWholeInPart();
    }

    /** From logits, where weights can be anything; scores tell of soups of equal weights only. */
    private boolean learnsMixtures() {
        return selection.strategy().type() == StrategyChoice.Type.Auto
                && selection.metric().isOfLogits();
    }

    private boolean areWholeInPart() {
        return adapters.values().stream().anyMatch(adapter -> adapter.wholeWeights() > 0);
    }

    /**
     * What is recognised in the file of the base, and so in each adapter, as it is opened in its base.
     *
     * @throws RadinException what is wrong with the base: no adapter can be run without it
     */
    List<String> baseNotes(Architecture architecture) {
        return isEmpty ? List.of() : architecture.named(base()).notes();
    }

    /** An adapter on the base, which is opened once for all of them. */
    Checkpoint openOnBase(Inspection.Input adapter) {
        return workspace.inputs().openOn(base(), adapter);
    }

    private Checkpoint base() {
        if (openBase == null) {
            openBase = workspace.inputs().openCheckpoint(base);
        }
        return openBase;
    }

    List<String> notes() {
        return isEmpty || !learnsMixtures() || mixBase()
                ? List.of()
                : List.of(
                        "the base is what the adapters are added to and no model of mixtures, as the adapters hold whole weights"
                                + " (modules_to_save, biases) that it has not trained");
    }

    /** @throws RadinException {@code InvalidSpec} when statistics would be measured that an adapter cannot hold */
    void checkCalibration(Inspection.Dataset calibration) {
        if (calibration != null && form().isAdapter()) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "spec.datasets: " + calibration.name()
                            + " has role Calibration, and an adapter holds no statistics of"
                            + " BatchNorm that could be measured with it; ask for output.soup.type Merged, or remove it");
        }
    }

    /** ‖sᵢBᵢAᵢ − sⱼBⱼAⱼ‖, [names, names]. */
    double[][] distances(List<String> names, long bufferBytes) {
        List<Adapter> compared = new ArrayList<>();
        names.forEach(name -> compared.add(adapters.get(name)));
        return UpdateDistances.of(compared, bufferBytes / 2);
    }

    @Override
    public void close() {
        adapters.values().forEach(Adapter::close);
        if (openBase != null) {
            openBase.close();
        }
    }
}
