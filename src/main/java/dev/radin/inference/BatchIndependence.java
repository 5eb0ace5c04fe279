package dev.radin.inference;

import dev.radin.dataset.BatchReader;
import dev.radin.dataset.Dataset;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Whether a network's answer for an example is a function of that example. It is none in training mode: dropout answers
 * anew each time, and batch normalisation takes its statistics from whatever else is in the batch. Scores of such a network
 * are not those of the model, and change with the batch size.
 *
 * <p>A few examples are run twice, then with half of them replaced by others, in batches of one size, so that an ordinary
 * network computes the same sums again. Then half of them are run alone, which finds what divides by the size of a batch;
 * sums may have another order there.
 */
public final class BatchIndependence {

    private static final int MOST_EXAMPLES = 8;

    /** Far above the rounding of equal sums, far below what dropout does. */
    private static final float TOLERANCE = 1e-3f;
    /** Above the rounding of sums in another order, in bfloat16 too. */
    private static final float TOLERANCE_OF_SIZE = 5e-2f;

    private final Network network;
    private final Dataset dataset;
    private final String architecture;
    private final int usualExamples;
    private final int tried;

    /**
     * @param batchSize as a pass has it; 0 to choose
     * @param architecture what messages call it
     */
    public BatchIndependence(Network network, Dataset dataset, int batchSize, String architecture) {
        this.network = network;
        this.dataset = dataset;
        this.architecture = architecture;
        this.usualExamples = BatchSize.usual(batchSize, dataset, network.deviceType());
        this.tried = Math.min(MOST_EXAMPLES, Math.min(dataset.examples(), usualExamples));
    }

    /**
     * @return whether there was a verdict: there is none on a single example, on logits that are not finite, or when memory
     *     does not suffice
     * @throws RadinException {@code InvalidInput} when the answers differ, or the network does not run on the dataset
     */
    public boolean check() {
        if (tried < 2) {
            return false;
        }
        int kept = (tried + 1) / 2;
        BatchReader reader = dataset.reader(tried);
        try {
            Logits first = network.run(reader.read(0, tried), usualExamples);
            Logits again = network.run(reader.read(0, tried), usualExamples);
            Logits mixed = network.run(reader.read(indices(kept)), usualExamples);
            Logits alone = network.run(reader.read(0, kept), usualExamples);
            if (!Stream.of(first, again, mixed, alone).allMatch(BatchIndependence::isFinite)) {
                return false;
            }
            float magnitude = magnitude(first, again, mixed);
            refuse(first, again, tried, TOLERANCE, magnitude, "from one run to the next", "dropout");
            refuse(first, mixed, kept, TOLERANCE, magnitude, "with the rest of the batch", "batch normalisation");
            refuse(
                    first,
                    alone,
                    kept,
                    TOLERANCE_OF_SIZE,
                    magnitude,
                    "with the size of the batch",
                    "batch normalisation");
            return true;
        } catch (BatchTooLarge e) {
            return false;
        }
    }

    /** Of the batch whose first examples are kept. A small dataset has no others, so that the first ones come again. */
    private int[] indices(int kept) {
        return IntStream.range(0, tried)
                .map(i -> i < kept ? i : (tried + i - kept) % dataset.examples())
                .toArray();
    }

    /** @param tolerance as a part of the logit or of the magnitude, whichever is larger */
    private void refuse(
            Logits one, Logits other, int examples, float tolerance, float magnitude, String how, String cause) {
        if (one.classes() != other.classes()) {
            return; // told by the pass
        }
        for (int i = 0; i < examples * one.classes(); i++) {
            float difference = Math.abs(one.values()[i] - other.values()[i]);
            if (difference > tolerance * Math.max(magnitude, Math.abs(one.values()[i]))) {
                throw new RadinException(
                        Reason.InvalidInput,
                        architecture + ": its logits of example " + i / one.classes() + " of " + dataset.uri()
                                + " change " + how + " (" + one.values()[i] + ", then " + other.values()[i] + "), as "
                                + cause + " in training mode makes them; export it again after model.eval(), without"
                                + " layers that use chance or the rest of the batch");
            }
        }
    }

    private static boolean isFinite(Logits logits) {
        return IntStream.range(0, logits.values().length).noneMatch(i -> !Float.isFinite(logits.values()[i]));
    }

    /**
     * Of the logits: of each class the largest, and of these the median, so that a class which is masked with -1e9 hides
     * nothing. Classes that are zero throughout do not count.
     */
    private static float magnitude(Logits... runs) {
        float[] largest = new float[runs[0].classes()];
        for (Logits run : runs) {
            for (int i = 0; i < run.values().length; i++) {
                int c = i % run.classes();
                largest[c] = Math.max(largest[c], Math.abs(run.values()[i]));
            }
        }
        float[] sorted = sortedWithoutZeros(largest);
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }

    private static float[] sortedWithoutZeros(float[] values) {
        Arrays.sort(values);
        int zeros = 0;
        while (zeros < values.length && values[zeros] == 0) {
            zeros++;
        }
        return Arrays.copyOfRange(values, zeros, values.length);
    }
}
