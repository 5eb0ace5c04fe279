package dev.radin.dataset.convert;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.OutputStore;
import dev.radin.store.Publication;
import dev.radin.store.Store;
import dev.radin.tensor.safetensors.SafetensorsWriter;

/** Publishes a conversion as a dataset: whole, or not at all. */
public final class DatasetPublication {

    private DatasetPublication() {}

    /** @throws RadinException {@code OutputNotWritable} when something is there already, and what a conversion throws */
    public static void publish(Conversion conversion, Store store, Location to) {
        if (new OutputStore(store).stat(to).isPresent()) {
            throw exists(to);
        }
        try (Publication publication = store.create(to)) {
            SafetensorsWriter writer =
                    new SafetensorsWriter(publication::write, conversion.tensors(), conversion.metadata());
            conversion.write(writer);
            writer.finish();
            if (!publication.publish()) {
                throw exists(to);
            }
        }
    }

    private static RadinException exists(Location to) {
        return new RadinException(
                Reason.OutputNotWritable, to + ": exists already. Remove it, or write the dataset elsewhere.");
    }
}
