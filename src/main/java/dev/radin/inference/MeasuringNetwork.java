package dev.radin.inference;

import dev.radin.dataset.Batch;
import dev.radin.tensor.ByteSink;

/** A network whose BatchNorm layers measure what it is run on. On one device, and not for several threads at once. */
public interface MeasuringNetwork extends AutoCloseable {

    /** Which network it is, as messages print it. */
    String name();

    /** {@code cpu} or {@code cuda}. */
    String deviceType();

    /**
     * Takes a batch into the statistics.
     *
     * @throws BatchTooLarge when memory did not suffice; the statistics are of no use then
     * @throws dev.radin.fault.RadinException {@code InvalidInput} when the network does not take these inputs
     */
    void measure(Batch batch);

    /** Writes it as a TorchScript file, with the statistics so far. */
    void write(ByteSink target);

    @Override
    void close();
}
