package dev.radin.inference;

import dev.radin.dataset.BatchReader;
import dev.radin.dataset.Dataset;
import dev.radin.fault.RadinException;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * One run of a network over a dataset for the statistics of its BatchNorm layers. Of K batches the k-th holds every K-th
 * example, from the k-th on: examples often come sorted by class, and a batch of one class is not what the layers will see.
 * The batches differ by one example at most, as each counts alike.
 */
public final class Calibration {

    private final Dataset dataset;
    private final int requestedBatchSize;
    private final PassProgress progress;

    /** @param batchSize examples at a time; 0 to choose by the size of an example */
    public Calibration(Dataset dataset, int batchSize, PassProgress progress) {
        this.dataset = dataset;
        this.requestedBatchSize = batchSize;
        this.progress = progress;
    }

    /**
     * Begins anew with batches of half the size when one does not fit into memory.
     *
     * @param load gives the network without any statistics
     * @return with those of the whole dataset; to be closed
     * @throws RadinException {@code InvalidInput} when dataset and network do not fit each other; {@code WorkerFailed}
     *     when a batch of two does not fit into memory
     * @throws PassInterrupted when the thread was interrupted
     */
    public MeasuringNetwork run(Supplier<MeasuringNetwork> load) {
        MeasuringNetwork network = load.get();
        int batchSize =
                Math.min(dataset.examples(), BatchSize.usual(requestedBatchSize, dataset, network.deviceType()));
        while (true) {
            try {
                measure(network, batchSize);
                return network;
            } catch (BatchTooLarge e) {
                network.close();
                if (batchSize <= 2) {
                    throw e.refusal(
                            network.name(), "a batch of " + batchSize + " of " + dataset.uri(), network.deviceType());
                }
                batchSize = Math.max(2, batchSize / 2);
                network = load.get();
            } catch (RuntimeException | Error e) {
                network.close();
                throw e;
            }
        }
    }

    private void measure(MeasuringNetwork network, int batchSize) {
        int examples = dataset.examples();
        int batches = (examples + batchSize - 1) / batchSize;
        BatchReader reader = dataset.reader(batchSize);
        int done = 0;
        for (int k = 0; k < batches; k++) {
            if (Thread.currentThread().isInterrupted()) {
                throw new PassInterrupted(done, examples);
            }
            int first = k;
            int count = (examples - 1 - k) / batches + 1;
            network.measure(reader.read(
                    IntStream.range(0, count).map(i -> first + i * batches).toArray()));
            done += count;
            progress.examplesDone(done);
        }
    }
}
