package dev.radin.inference;

import dev.radin.dataset.BatchReader;
import dev.radin.dataset.Dataset;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;

/** One run of a network over a dataset, batch by batch. */
public final class Pass {

    /** What a pass did. @param batchSize the one that memory allowed in the end */
    public record Summary(int examples, int classes, int batchSize) {}

    private final Network network;
    private final Dataset dataset;
    private final PassProgress progress;
    private final int requestedBatchSize;

    /** @param batchSize examples at a time; 0 to choose by the size of an example */
    public Pass(Network network, Dataset dataset, int batchSize, PassProgress progress) {
        this.network = network;
        this.dataset = dataset;
        this.progress = progress;
        this.requestedBatchSize = batchSize;
    }

    /**
     * Runs the network over every example. A batch that does not fit into memory is halved, and later ones stay so.
     *
     * @throws NonFiniteLogits at the first example that has them
     * @throws RadinException {@code InvalidInput} when dataset and network do not fit each other; {@code WorkerFailed}
     *     when a single example does not fit into memory
     * @throws PassInterrupted when the thread was interrupted
     */
    public Summary run(LogitsSink sink) {
        int examples = dataset.examples();
        int usual = BatchSize.usual(requestedBatchSize, dataset, network.deviceType());
        int batchSize = Math.min(examples, usual);
        BatchReader reader = dataset.reader(batchSize);
        int classes = 0;
        for (int done = 0; done < examples; ) {
            stopIfInterrupted(done);
            Logits block;
            try {
                block = network.run(reader.read(done, Math.min(batchSize, examples - done)), usual);
            } catch (BatchTooLarge e) {
                batchSize = halved(batchSize, e);
                continue;
            }
            if (done == 0) {
                classes = block.classes();
                dataset.checkLabels(classes);
                sink.begin(examples, classes);
            }
            check(block, classes, done);
            sink.write(block);
            done += block.examples();
            progress.examplesDone(done);
        }
        return new Summary(examples, classes, batchSize);
    }

    private void stopIfInterrupted(int done) {
        if (Thread.currentThread().isInterrupted()) {
            throw new PassInterrupted(done, dataset.examples());
        }
    }

    private int halved(int batchSize, BatchTooLarge e) {
        if (batchSize == 1) {
            throw e.refusal(network.name(), "a single example of " + dataset.uri(), network.deviceType());
        }
        return batchSize / 2;
    }

    private void check(Logits block, int classes, int first) {
        if (block.classes() != classes) {
            throw new RadinException(
                    Reason.InvalidInput,
                    network.name() + ": gave logits of " + classes + " classes for the first examples of "
                            + dataset.uri() + " and of " + block.classes() + " from example " + first
                            + " on. The number of classes must not depend on the batch.");
        }
        float[] values = block.values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                dataset.nonFiniteInput(first + i / classes).ifPresent(input -> {
                    throw new RadinException(
                            Reason.InvalidInput,
                            dataset.uri() + ": " + input
                                    + ", so no model can give logits for it; mend the example or leave it"
                                    + " out, and make the dataset again");
                });
                throw new NonFiniteLogits(
                        first + i / classes,
                        "the logits of example " + (first + i / classes) + " of " + dataset.uri()
                                + " are " + (Float.isNaN(values[i]) ? "NaN" : "infinite")
                                + ". Its weights have probably diverged in training, if other models give numbers for it.");
            }
        }
    }
}
