package dev.radin.worker;

import dev.radin.cache.Workspace;
import dev.radin.dataset.InputBinding;
import dev.radin.fault.RadinException;
import dev.radin.fault.Tried;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Selection;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The inputs of a selection, all of which are there.
 *
 * @param architecture null where a program makes the passes
 * @param models by name, in the resource's order; what a look alone shows to be unusable is among the excluded
 * @param base null where the resource names none, like the dataset that BatchNorm measures
 * @param bindings which inputs of the datasets are which arguments of a network
 */
record PresentInputs(
        Inspection.Input architecture,
        Map<String, Inspection.Input> models,
        List<ExcludedModel> excluded,
        Inspection.Input base,
        List<Inspection.Dataset> validation,
        List<Inspection.Dataset> test,
        Inspection.Dataset calibration,
        List<InputBinding> bindings,
        List<String> notes) {

    /** @throws RadinException with everything that is missing or forbidden */
    static PresentInputs find(Workspace workspace) {
        return new Look(workspace).look();
    }

    private static final class Look {
        private final Workspace workspace;
        private final Selection selection;
        private final Missing missing = new Missing();

        Look(Workspace workspace) {
            this.workspace = workspace;
            this.selection = workspace.selection();
        }

        PresentInputs look() {
            ModelsFrom.Resolved asked = new ModelsFrom(workspace.store(), workspace.inputs()).resolve(selection);
            ListedModels.requireKnown(selection.strategy().mixtures(), asked.models());
            Inspection.Input architecture = architecture();
            Map<String, Inspection.Input> models = new LinkedHashMap<>();
            List<ExcludedModel> excluded = new ArrayList<>();
            List<Tried<Inspection.Input>> looked = workspace
                    .requests()
                    .map(asked.models().size(), i -> {
                        Selection.Model model = asked.models().get(i);
                        return Tried.of(
                                any -> true,
                                () -> workspace.inputs().stat(model.uri(), model.digest(), model.stateDictKey()));
                    });
            for (int i = 0; i < looked.size(); i++) {
                String name = asked.models().get(i).name();
                Tried<Inspection.Input> model = looked.get(i);
                missing.collect(() -> {
                    try {
                        return models.put(name, model.get());
                    } catch (RadinException e) {
                        return excluded.add(ExcludedModel.of(name, e));
                    }
                });
            }
            Inspection.Input base = base();
            FoundDatasets datasets = new FoundDatasets(workspace);
            List<Inspection.Dataset> validation = datasets(datasets, selection.validation());
            List<Inspection.Dataset> test = datasets(datasets, selection.test());
            Inspection.Dataset calibration = selection.calibration() == null
                    ? null
                    : missing.collect(() -> datasets.findCalibration(selection.calibration()));
            missing.fail();

            List<String> notes = new ArrayList<>(asked.notes());
            notes.addAll(datasets.equalOnes(validation, test));
            return new PresentInputs(
                    architecture, models, excluded, base, validation, test, calibration, datasets.bindings(), notes);
        }

        private Inspection.Input architecture() {
            Selection.Input asked = selection.architecture();
            return asked == null
                    ? null
                    : missing.collect(() -> workspace.inputs().statFile(asked.uri(), asked.digest()));
        }

        private Inspection.Input base() {
            Selection.Base asked = selection.base();
            return asked == null
                    ? null
                    : missing.collect(() -> workspace.inputs().stat(asked.uri(), asked.digest(), asked.stateDictKey()));
        }

        private List<Inspection.Dataset> datasets(FoundDatasets found, List<Selection.Dataset> asked) {
            return asked.stream()
                    .map(dataset -> missing.collect(() -> found.find(dataset)))
                    .filter(Objects::nonNull)
                    .toList();
        }
    }
}
