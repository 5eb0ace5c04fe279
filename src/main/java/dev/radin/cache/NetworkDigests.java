package dev.radin.cache;

import dev.radin.location.Location;
import dev.radin.protocol.Inspection;
import dev.radin.store.Store;
import dev.radin.tensor.Limits;
import dev.radin.tensor.torch.TorchScriptArchive;
import java.util.List;
import java.util.Optional;

/**
 * What an architecture is told apart by in the names of passes: what decides its logits with weights in place of its own.
 * The same model exported again is another file, and its passes are found all the same.
 */
final class NetworkDigests {

    private final Store store;
    private final Limits limits;
    private final InputDigests files;
    private final InputDigests networks;

    /** @param files of the bytes of inputs */
    NetworkDigests(Store store, Limits limits, InputDigests.Shared shared, InputDigests files) {
        this.store = store;
        this.limits = limits;
        this.files = files;
        this.networks = new InputDigests(shared, List.of("network"), this::read, input -> Optional.empty());
    }

    /** Whether {@link #of} need not read it. */
    boolean isKnown(Inspection.Input architecture) {
        return files.known(architecture).isPresent()
                && networks.known(architecture).isPresent();
    }

    /**
     * {@code sha256:<hex>}. The file's own digest is taken first: as long as that is confirmed afterwards, this one is of the
     * same content.
     *
     * @throws dev.radin.fault.RadinException {@code InputChanged}, or what is wrong with the archive
     */
    String of(Inspection.Input architecture) {
        files.of(architecture);
        return networks.of(architecture);
    }

    private String read(Inspection.Input architecture) {
        try (TorchScriptArchive archive =
                TorchScriptArchive.open(store.open(Location.of(architecture.uri())), limits)) {
            return "sha256:" + archive.identity();
        }
    }
}
