package dev.radin.local;

import dev.radin.protocol.Receipt;
import dev.radin.protocol.StageTask;
import dev.radin.worker.Progress;

/** Shows a person how far a run is. */
public interface Display extends Progress, AutoCloseable {

    /** @param passes how many passes the stage may need, cached ones included; 0 for stages that run no network */
    void stageStarted(StageTask task, int passes);

    void stageEnded(StageTask task, Receipt receipt);

    /** Leaves the terminal tidy. */
    @Override
    void close();
}
