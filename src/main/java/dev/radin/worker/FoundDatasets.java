package dev.radin.worker;

import dev.radin.cache.Workspace;
import dev.radin.dataset.Dataset;
import dev.radin.dataset.InputBinding;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.OwnName;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Selection;
import java.util.ArrayList;
import java.util.List;

/** The datasets of a selection as they are found: what a network is given, or what a program makes of them by itself. */
final class FoundDatasets {

    private final Workspace workspace;
    private final List<InputBinding> bindings = new ArrayList<>();

    FoundDatasets(Workspace workspace) {
        this.workspace = workspace;
    }

    /** @throws RadinException {@code InputNotFound}, or {@code InvalidInput} for one that no network can be run on */
    Inspection.Dataset find(Selection.Dataset asked) {
        Inspection.Input input = workspace.inputs().statFile(asked.uri(), asked.digest());
        if (workspace.selection().evaluator() != null) {
            return new Inspection.Dataset(asked.name(), input, asked.weight(), labelled(asked.uri()), List.of());
        }
        try (Dataset dataset = workspace.inputs().openDataset(asked.uri())) {
            return describe(asked.name(), input, asked.weight(), dataset);
        }
    }

    /** As {@link #find}, of one that BatchNorm measures. */
    Inspection.Dataset findCalibration(Selection.Calibration asked) {
        Inspection.Input input = workspace.inputs().statFile(asked.uri(), asked.digest());
        try (Dataset dataset = workspace.inputs().openInputs(asked.uri())) {
            return describe(asked.name(), input, 0, dataset);
        }
    }

    private Inspection.Dataset describe(String name, Inspection.Input input, double weight, Dataset dataset) {
        bindings.add(dataset.binding());
        return new Inspection.Dataset(
                name,
                input,
                weight,
                dataset.examples(),
                dataset.inputs().stream()
                        .map(i -> i.name() + " " + i.dtype() + " " + i.exampleShape())
                        .toList());
    }

    /** How many labels a file has; 0 for what is no safetensors file with labels, which a program then gives. */
    private long labelled(String uri) {
        if (OwnName.is(uri)) {
            return 0;
        }
        try {
            return workspace.labels().ofFile(uri).examples();
        } catch (RadinException e) {
            if (e.reason() != Reason.InvalidInput) {
                throw e;
            }
            return 0;
        }
    }

    /** Which inputs are which arguments of a network, of each dataset that was found. */
    List<InputBinding> bindings() {
        return bindings;
    }

    /** A sentence for each pair with the same examples; of what only a program reads nothing is known. */
    List<String> equalOnes(List<Inspection.Dataset> validation, List<Inspection.Dataset> test) {
        return workspace.selection().evaluator() != null
                ? List.of()
                : new EqualDatasets(dataset ->
                                workspace.inputs().openDataset(dataset.input().uri()))
                        .notes(validation, test);
    }
}
