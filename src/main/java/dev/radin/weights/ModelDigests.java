package dev.radin.weights;

import dev.radin.cache.InputDigests;
import dev.radin.cache.Workspace;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Selection;
import dev.radin.tensor.TensorDigest;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.adapter.Adapter;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a model is told apart by: its weights under the architecture's names, their dtypes, shapes and values. The same
 * weights in another file, with other metadata, in shards, under a wrapper's names or in another order are one model. An adapter
 * is told apart by what it does to its base, and by that base.
 */
public final class ModelDigests {

    private final Workspace workspace;
    private final Architecture architecture;
    private final InputDigests digests;
    private final InputDigests updates;

    public ModelDigests(Workspace workspace, Architecture architecture) {
        this.workspace = workspace;
        this.architecture = architecture;
        this.digests = workspace.digests(List.of("weights", Hash.sha256(architecture.nameLines())), this::read);
        this.updates = workspace.digests(List.of("update", cut()), this::readUpdate);
    }

    /** Without reading the model. */
    public Optional<String> known(Inspection.Input model) {
        return model.base() == null
                ? digests.known(model)
                : updates.known(model).flatMap(update -> digests.known(model.base())
                        .map(base -> Inspection.Input.adapterDigest(update, base)));
    }

    /**
     * {@code sha256:<hex>}; reads the model unless it is known, and all of it against its pinned digest.
     *
     * @throws dev.radin.fault.RadinException {@code InputChanged}, or what is wrong with the checkpoint
     */
    public String of(Inspection.Input model) {
        if (model.digest() != null) {
            workspace.digests().of(model);
        }
        return model.base() == null
                ? digests.of(model)
                : Inspection.Input.adapterDigest(updates.of(model), of(model.base()));
    }

    /** As {@link #of}, and writes nothing. */
    public String look(Inspection.Input model) {
        if (model.digest() != null) {
            workspace.digests().look(model);
        }
        return model.base() == null
                ? digests.look(model)
                : Inspection.Input.adapterDigest(updates.look(model), look(model.base()));
    }

    /** @throws dev.radin.fault.RadinException {@code InputChanged} when the model no longer has these weights */
    public void confirm(ModelPool.Member member) {
        Inspection.Input model = member.model().input();
        if (model.base() == null) {
            digests.confirm(model, member.weights());
        } else if (!Inspection.Input.adapterDigest(updates.now(model), digests.now(model.base()))
                .equals(member.weights())) {
            throw InputDigests.changed(model);
        }
    }

    /** A soup that is an adapter of a smaller rank is that of single models too. */
    private String cut() {
        Selection selection = workspace.selection();
        return selection.keepsAdapters() && selection.mostRank() != null ? "cut to rank " + selection.mostRank() : "";
    }

    private String readUpdate(Inspection.Input model) {
        try (Adapter adapter = workspace.inputs().openAdapter(model)) {
            String cut = cut();
            boolean isCut =
                    !cut.isEmpty() && adapter.ranks()[1] > workspace.selection().mostRank();
            return isCut ? Hash.sha256(List.of(adapter.digest(), cut)) : adapter.digest();
        }
    }

    private String read(Inspection.Input model) {
        try (Checkpoint checkpoint = architecture.named(workspace.inputs().openCheckpoint(model))) {
            return of(architecture.untied(checkpoint.tensors()), architecture.aliased(checkpoint.source()));
        }
    }

    /** The sha256 of the lines {@code <name> <dtype> <shape> <sha256 of the values>}, sorted by name. */
    private static String of(List<TensorInfo> tensors, TensorSource weights) {
        TreeMap<String, String> lines = new TreeMap<>();
        TensorDigest digest = new TensorDigest();
        for (TensorInfo tensor : tensors) {
            lines.put(
                    tensor.name(),
                    tensor.name() + " " + tensor.dtype() + " " + tensor.shape() + " " + digest.hex(weights, tensor));
        }
        return "sha256:" + Hash.sha256(lines.values());
    }
}
