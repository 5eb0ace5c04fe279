package dev.radin.inference;

import dev.radin.dataset.Batch;
import dev.radin.fault.RadinException;

/** An architecture with weights, ready to be run on one device. Not for several threads at once. */
public interface Network extends AutoCloseable {

    /** Which network it is, as messages print it. */
    String name();

    /** {@code cpu} or {@code cuda}. */
    String deviceType();

    /**
     * The raw logits of a batch, in its order.
     *
     * @throws BatchTooLarge when memory did not suffice; a smaller batch may do
     * @throws RadinException {@code InvalidInput} when the network does not take these inputs or does not give logits
     */
    Logits run(Batch batch);

    @Override
    void close();
}
