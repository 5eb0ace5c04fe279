package dev.radin.cache;

import dev.radin.dataset.Dataset;
import dev.radin.dataset.LabelsFile;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Layout;
import dev.radin.protocol.Selection;
import dev.radin.soup.Labels;
import dev.radin.store.Publication;
import dev.radin.store.Store;
import dev.radin.tensor.DType;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.safetensors.SafetensorsWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;

/**
 * What the examples of a selection's datasets are. The labels stand in the dataset, or a program gives them with each pass:
 * those of its first pass are kept beside the passes, and all others must be equal.
 */
public final class DatasetLabels {

    private final Selection selection;
    private final Store store;
    private final Limits limits;
    private final Layout layout;
    private final InputFiles inputs;
    private final InputDigests digests;

    DatasetLabels(
            Selection selection, Store store, Limits limits, Layout layout, InputFiles inputs, InputDigests digests) {
        this.selection = selection;
        this.store = store;
        this.limits = limits;
        this.layout = layout;
        this.inputs = inputs;
        this.digests = digests;
    }

    /** Whether a program has to give the labels of a dataset. */
    public boolean areGiven(Inspection.Dataset dataset) {
        return selection.evaluator() != null && dataset.examples() == 0;
    }

    /** @throws RadinException {@code WorkerFailed} when a program has to give them and has made no pass yet */
    public Labels of(Inspection.Dataset dataset) {
        if (areGiven(dataset)) {
            Location given = given(dataset);
            if (store.stat(given).isEmpty()) {
                throw new RadinException(
                        Reason.WorkerFailed,
                        given + ": the labels of dataset " + dataset.name()
                                + " are missing, which its passes gave; was the"
                                + " cache emptied while the selection ran? Remove the passes too and run again");
            }
            return LabelsFile.read(store.open(given), limits);
        }
        if (selection.evaluator() != null) {
            return ofFile(dataset.input().uri());
        }
        try (Dataset open = inputs.openDataset(dataset.input().uri())) {
            return open.labels();
        }
    }

    /** Those of a file that is otherwise the program's business. @throws RadinException {@code InvalidInput} when it has none */
    public Labels ofFile(String uri) {
        return LabelsFile.read(store.open(Location.of(uri)), limits);
    }

    /**
     * Keeps the labels that a program gave with its first pass.
     *
     * @param pass for messages
     * @throws RadinException {@code InvalidInput} when they are not those of the dataset, or of an earlier pass
     */
    public void require(Inspection.Dataset dataset, int[] labels, String pass) {
        if (areGiven(dataset)) {
            publish(given(dataset), labels);
        }
        Labels known = of(dataset);
        for (int i = 0; i < labels.length; i++) {
            if (known.examples() != labels.length || known.label(i) != labels[i]) {
                throw new RadinException(
                        Reason.InvalidInput,
                        "the evaluator, in the pass of " + pass + ": its labels are not "
                                + (areGiven(dataset) ? "those that it gave with an earlier pass" : "the dataset's")
                                + ": "
                                + (known.examples() != labels.length
                                        ? labels.length + " of them and not " + known.examples()
                                        : "labels[" + i + "] is " + labels[i] + " and not " + known.label(i))
                                + "; examples come in the same order in every pass. Where the dataset has changed on"
                                + " purpose, change spec.evaluator.container.version");
            }
        }
    }

    private void publish(Location uri, int[] labels) {
        TensorInfo tensor = new TensorInfo("labels", DType.I64, List.of((long) labels.length));
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(labels.length, Long.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (int label : labels) {
            bytes.putLong(label);
        }
        try (Publication publication = store.create(uri)) {
            SafetensorsWriter writer = new SafetensorsWriter(publication::write, List.of(tensor), Map.of());
            writer.write(tensor, bytes.flip());
            writer.finish();
            publication.publish();
        }
    }

    private Location given(Inspection.Dataset dataset) {
        return layout.labels(
                Hash.sha256(List.of("radin labels 1", selection.evaluator().identity(), digests.of(dataset.input()))));
    }
}
