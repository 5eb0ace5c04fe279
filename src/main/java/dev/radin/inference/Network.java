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
     * @param usualExamples of this pass's batches; a smaller one is filled up to it for a network that runs on no other
     *     size, as it was traced with that
     * @throws BatchTooLarge when memory did not suffice; a smaller batch may do
     * @throws RadinException {@code InvalidInput} when the network does not take these inputs or does not give logits
     */
    Logits run(Batch batch, int usualExamples);

    @Override
    void close();
}
