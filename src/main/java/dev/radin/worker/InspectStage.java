package dev.radin.worker;

import dev.radin.dataset.InputBinding;
import dev.radin.fault.RadinException;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.PassKey;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.checkpoint.CompanionFiles;
import dev.radin.tensor.torch.ForwardArgument;
import dev.radin.weights.Architecture;
import dev.radin.weights.ModelDigests;
import dev.radin.weights.ModelPool;
import dev.radin.weights.OutputDType;
import dev.radin.weights.ScriptedArchitecture;
import java.util.ArrayList;
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
        ModelNotes recognised = new ModelNotes();
        Map<String, Checkpoint> open = new LinkedHashMap<>();
        try (Architecture architecture = Architecture.open(context.workspace(), inputs.architecture())) {
            BatchNormUse batchNorm = BatchNormUse.NONE;
            if (architecture instanceof ScriptedArchitecture scripted) {
                notes.addAll(bind(inputs.bindings(), scripted.arguments()));
                batchNorm = BatchNormUse.of(scripted, inputs.calibration());
            }
            notes.addAll(batchNorm.notes());
            List<String> ofBase = adapters.baseNotes(architecture);
            recognised.add(Inspection.BASE, ofBase);
            models.forEach((name, input) -> {
                try {
                    Checkpoint checkpoint =
                            architecture.named(context.workspace().inputs().openCheckpoint(input));
                    open.put(name, checkpoint);
                    recognised.add(
                            name,
                            checkpoint.notes().stream()
                                    .filter(note -> !ofBase.contains(note))
                                    .toList());
                } catch (RadinException e) {
                    exclude(excluded, name, adapters.isEmpty() ? e : AdapterModels.ofOne(e));
                }
            });
            keepFitting(architecture, open, excluded);
            open.values().stream()
                    .findFirst()
                    .ifPresent(model -> OutputDType.check(adapters.form(), architecture, model.tensors()));
            adapters.checkCalibration(batchNorm.calibration());
            ModelDigests digests = new ModelDigests(context.workspace(), architecture);
            Inspection.Model base = closeBase(open, models);
            ModelDistances.Found distances = distances(
                    new ModelDistances(
                            architecture,
                            digests,
                            adapters,
                            context.workspace().settings().limits().bufferBytes()),
                    models,
                    open,
                    excluded);
            notes.addAll(recognised.lines());
            notes.addAll(distances.notes());
            List<Inspection.Model> usable = open.keySet().stream()
                    .map(name -> new Inspection.Model(
                            name, models.get(name), distances.medians().get(name), companions(open.get(name))))
                    .toList();
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
        } finally {
            open.values().forEach(Checkpoint::close);
        }
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

    /** It takes no part in distances. */
    private Inspection.Model closeBase(Map<String, Checkpoint> open, Map<String, Inspection.Input> models) {
        Checkpoint base = open.remove(Inspection.BASE);
        if (base == null) {
            return null;
        }
        try (base) {
            return new Inspection.Model(Inspection.BASE, models.get(Inspection.BASE), null, companions(base));
        }
    }

    /** Which only a program is given. */
    private Inspection.Companions companions(Checkpoint model) {
        if (context.workspace().selection().evaluator() == null) {
            return null;
        }
        CompanionFiles files = context.workspace().inputs().companions(model);
        return files.isEmpty() ? null : new Inspection.Companions(files.identity(), files.sizeBytes());
    }

    private static void keepFitting(
            Architecture architecture, Map<String, Checkpoint> open, List<ExcludedModel> excluded) {
        FittingModels.misfits(architecture, open).forEach((name, fault) -> {
            exclude(excluded, name, fault);
            open.remove(name).close();
        });
    }

    /** Reading weights for the first time, it removes a model whose content turns out to be damaged. */
    private static ModelDistances.Found distances(
            ModelDistances distances,
            Map<String, Inspection.Input> models,
            Map<String, Checkpoint> open,
            List<ExcludedModel> excluded) {
        return distances.find(open, models, (name, fault) -> {
            exclude(excluded, name, fault);
            open.remove(name).close();
        });
    }

    /** Adds the vertex passes that the cache lacks, as far as is known without reading the models. */
    private Inspection withPasses(Inspection found, ModelDigests digests) {
        List<Inspection.PassOrder> passes = new ArrayList<>();
        Set<String> ordered = new HashSet<>();
        for (Inspection.Model model : found.run()) {
            Optional<String> digest = digests.known(model.input()).map(model::digest);
            if (digest.isPresent() && !ordered.add(digest.get())) {
                continue; // the same as another model: one pass is enough
            }
            for (Inspection.Dataset dataset : found.validation()) {
                boolean settled = digest.isPresent()
                        && context.workspace().passes().isKeyKnown(found, dataset)
                        && context.workspace().passes().isSettled(key(found, digest.get(), dataset));
                if (!settled) {
                    passes.add(new Inspection.PassOrder(model.name(), dataset.name()));
                }
            }
        }
        return found.withPasses(passes);
    }

    private PassKey key(Inspection found, String digest, Inspection.Dataset dataset) {
        return context.workspace().passes().key(ModelPool.single(digest), found, dataset);
    }

    private static void exclude(List<ExcludedModel> excluded, String model, RadinException fault) {
        excluded.add(ExcludedModel.of(model, fault));
    }
}
