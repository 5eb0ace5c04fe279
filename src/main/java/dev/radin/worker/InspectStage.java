package dev.radin.worker;

import dev.radin.dataset.InputBinding;
import dev.radin.fault.RadinException;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.PassKey;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.tensor.torch.ForwardArgument;
import dev.radin.weights.Architecture;
import dev.radin.weights.ModelDigests;
import dev.radin.weights.ModelPool;
import dev.radin.weights.ScriptedArchitecture;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Looks at every input before anything expensive runs: is it there, may it be read, do names, shapes and dtypes agree?
 * What is missing or forbidden is reported all at once and ends the selection, as a typo must not quietly shrink the pool;
 * a checkpoint that is there and unusable is excluded by name.
 */
public final class InspectStage {

    private final StageContext context;

    public InspectStage(StageContext context) {
        this.context = context;
    }

    Receipt run() {
        Inspection inspection = inspect();
        if (!inspection.passes().isEmpty()) {
            context.passesLack();
        }
        String digest = context.workspace()
                .json()
                .publishByContent(
                        n -> context.workspace().layout().stage(Stage.inspect, n, "inspection.json"), inspection);
        int needed = inspection.run().size() * inspection.validation().size();
        return Receipt.inspected(
                Hash.brief(digest),
                needed - inspection.passes().size(),
                new Receipt.Inspected(
                        inspection.models().size(),
                        inspection.excluded().size(),
                        inspection.passes().size()),
                inspection.excluded());
    }

    /** Writes nothing. */
    public Inspection inspect() {
        PresentInputs inputs = PresentInputs.find(context.workspace());
        Map<String, Inspection.Input> models = new LinkedHashMap<>(inputs.models());
        List<ExcludedModel> excluded = new ArrayList<>(inputs.excluded());
        try (AdapterModels adapters = AdapterModels.among(context.workspace(), models, inputs.base(), excluded)) {
            if (inputs.base() != null && adapters.mixBase()) {
                models.put(Inspection.BASE, inputs.base());
            }
            return inspect(inputs, models, adapters, excluded);
        }
    }

    private Inspection inspect(
            PresentInputs inputs,
            Map<String, Inspection.Input> models,
            AdapterModels adapters,
            List<ExcludedModel> excluded) {
        List<String> notes = new ArrayList<>(inputs.notes());
        notes.addAll(adapters.notes());
        try (Architecture architecture = Architecture.open(context.workspace(), inputs.architecture());
                OpenModels open = new OpenModels(context.workspace(), architecture, models, excluded)) {
            ModelDigests digests = new ModelDigests(context.workspace(), architecture);
            if (context.mayStartAhead() && isNew(models.values(), digests)) {
                context.passesLack();
            }
            BatchNormUse batchNorm = BatchNormUse.NONE;
            if (architecture instanceof ScriptedArchitecture scripted) {
                notes.addAll(bind(inputs.bindings(), scripted.arguments()));
                batchNorm = BatchNormUse.of(scripted, inputs.calibration());
            }
            notes.addAll(batchNorm.notes());
            ModelNotes recognised = new ModelNotes();
            open.open(adapters, recognised);
            adapters.checkCalibration(batchNorm.calibration());
            Inspection.Model base = open.closeBase();
            ModelDistances.Found distances = open.distances(new ModelDistances(
                    architecture,
                    digests,
                    adapters,
                    context.workspace().settings().limits().bufferBytes()));
            notes.addAll(recognised.lines());
            notes.addAll(distances.notes());
            List<Inspection.Model> usable = open.usable(distances);
            ModelPool.refuse(context.workspace(), excluded, usable.size(), recognised.byModel());
            Inspection found = new Inspection(
                    inputs.architecture(),
                    usable,
                    base,
                    distances.between(),
                    distances.apart(),
                    List.copyOf(excluded),
                    inputs.validation(),
                    inputs.test(),
                    batchNorm.calibration(),
                    List.of(),
                    List.copyOf(notes),
                    recognised.byModel(),
                    context.workspace().selection().asked().present());
            return withPasses(found, digests);
        }
    }

    /** By one question: whether the first that can be recognised was never read. */
    private static boolean isNew(Collection<Inspection.Input> models, ModelDigests digests) {
        return models.stream()
                .filter(model -> !model.version().isEmpty())
                .findFirst()
                .filter(model -> digests.known(model).isEmpty())
                .isPresent();
    }

    /** @throws RadinException {@code InvalidInput}, with every dataset whose inputs are not what the network takes */
    private static List<String> bind(List<InputBinding> bindings, List<ForwardArgument> arguments) {
        Missing missing = new Missing();
        bindings.forEach(binding -> missing.collect(() -> binding.indices(arguments)));
        missing.fail();
        return bindings.stream()
                .flatMap(binding -> binding.note(arguments).stream())
                .toList();
    }

    /** Adds the vertex passes that the cache lacks, as far as is known without reading the models. */
    private Inspection withPasses(Inspection found, ModelDigests digests) {
        List<Inspection.Model> models = found.run();
        List<Optional<String>> known = context.workspace()
                .requests()
                .map(models.size(), i -> digests.known(models.get(i).input()).map(models.get(i)::digest));
        List<Inspection.Dataset> datasets = known.stream().allMatch(Optional::isEmpty)
                ? List.of()
                : found.validation().stream()
                        .filter(dataset -> context.workspace().passes().isKeyKnown(found, dataset))
                        .toList();
        Set<PassKey> settled = context.workspace()
                .passes()
                .settled(known.stream()
                        .flatMap(Optional::stream)
                        .flatMap(digest -> datasets.stream().map(dataset -> key(found, digest, dataset)))
                        .toList());
        List<Inspection.PassOrder> passes = new ArrayList<>();
        Set<String> ordered = new HashSet<>();
        for (int i = 0; i < models.size(); i++) {
            Optional<String> digest = known.get(i);
            if (digest.isPresent() && !ordered.add(digest.get())) {
                continue; // the same as another model: one pass is enough
            }
            for (Inspection.Dataset dataset : found.validation()) {
                boolean isSettled = digest.isPresent()
                        && datasets.contains(dataset)
                        && settled.contains(key(found, digest.get(), dataset));
                if (!isSettled) {
                    passes.add(new Inspection.PassOrder(models.get(i).name(), dataset.name()));
                }
            }
        }
        return found.withPasses(passes);
    }

    private PassKey key(Inspection found, String digest, Inspection.Dataset dataset) {
        return context.workspace().passes().key(ModelPool.single(digest), found, dataset);
    }
}
