package dev.radin.worker;

import dev.radin.cache.Workspace;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.fault.Tried;
import dev.radin.location.Location;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Inspection;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.checkpoint.CompanionFiles;
import dev.radin.weights.Architecture;
import dev.radin.weights.OutputDType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** The models of a selection, with the base where it is one of them, open for a look; what shows to be unusable is left out. */
final class OpenModels implements AutoCloseable {

    private final Workspace workspace;
    private final Architecture architecture;
    private final Map<String, Inspection.Input> inputs;
    private final List<ExcludedModel> excluded;
    private final Map<String, Checkpoint> open = new LinkedHashMap<>();
    /** By a model's first file: adapters have those of their base, where a tokenizer may be large. */
    private final Map<Location, Optional<Inspection.Companions>> companions = new HashMap<>();

    /** @param excluded gets what is left out */
    OpenModels(
            Workspace workspace,
            Architecture architecture,
            Map<String, Inspection.Input> inputs,
            List<ExcludedModel> excluded) {
        this.workspace = workspace;
        this.architecture = architecture;
        this.inputs = inputs;
        this.excluded = excluded;
    }

    /** @param recognised gets what is recognised in their files, but for what holds for all adapters of a base */
    void open(AdapterModels adapters, ModelNotes recognised) {
        List<String> ofBase = adapters.baseNotes(architecture);
        recognised.add(Inspection.BASE, ofBase);
        List<String> names = List.copyOf(inputs.keySet());
        AtomicReferenceArray<Tried<Checkpoint>> opened = new AtomicReferenceArray<>(names.size());
        try {
            workspace.requests().each(names.size(), i -> opened.set(i, open(inputs.get(names.get(i)), adapters)));
        } finally {
            for (int i = 0; i < names.size(); i++) {
                if (opened.get(i) != null && opened.get(i).fault() == null) {
                    open.put(names.get(i), opened.get(i).get());
                }
            }
        }
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (open.containsKey(name)) {
                recognised.add(
                        name,
                        open.get(name).notes().stream()
                                .filter(note -> !ofBase.contains(note))
                                .toList());
            } else {
                excluded.add(ExcludedModel.of(name, opened.get(i).fault()));
            }
        }
        FittingModels.misfits(architecture, open).forEach(this::leaveOut);
        open.values().stream()
                .findFirst()
                .ifPresent(model -> OutputDType.check(adapters.form(), architecture, model.tensors()));
    }

    private Tried<Checkpoint> open(Inspection.Input model, AdapterModels adapters) {
        return Tried.of(Reason::concernsOneModel, () -> {
            try {
                return architecture.named(
                        model.base() == null ? workspace.inputs().openCheckpoint(model) : adapters.openOnBase(model));
            } catch (RadinException e) {
                throw adapters.isEmpty() ? e : AdapterModels.ofOne(e);
            }
        });
    }

    private void leaveOut(String name, RadinException fault) {
        excluded.add(ExcludedModel.of(name, fault));
        open.remove(name).close();
    }

    /** It takes no part in distances. */
    Inspection.Model closeBase() {
        if (!open.containsKey(Inspection.BASE)) {
            return null;
        }
        Inspection.Model base = model(Inspection.BASE, null);
        open.remove(Inspection.BASE).close();
        return base;
    }

    /** Reading weights for the first time, it leaves a model out whose content turns out to be damaged. */
    ModelDistances.Found distances(ModelDistances distances) {
        return distances.find(open, inputs, this::leaveOut);
    }

    List<Inspection.Model> usable(ModelDistances.Found distances) {
        return open.keySet().stream()
                .map(name -> model(name, distances.medians().get(name)))
                .toList();
    }

    private Inspection.Model model(String name, Double distance) {
        return new Inspection.Model(name, inputs.get(name), distance, companions(open.get(name)));
    }

    /** Which only a program is given. */
    private Inspection.Companions companions(Checkpoint model) {
        if (workspace.selection().evaluator() == null) {
            return null;
        }
        return companions
                .computeIfAbsent(model.files().get(0), file -> {
                    CompanionFiles files = workspace.inputs().companions(model);
                    return files.isEmpty()
                            ? Optional.empty()
                            : Optional.of(new Inspection.Companions(files.identity(), files.sizeBytes()));
                })
                .orElse(null);
    }

    @Override
    public void close() {
        open.values().forEach(Checkpoint::close);
    }
}
