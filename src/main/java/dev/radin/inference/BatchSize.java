package dev.radin.inference;

import dev.radin.dataset.Dataset;

/** How many examples a network is given at once when nobody said. */
final class BatchSize {

    private static final long CPU_INPUT_BYTES = 16L << 20;
    private static final int CPU_EXAMPLES = 256;
    private static final long CUDA_INPUT_BYTES = 64L << 20;
    private static final int CUDA_EXAMPLES = 512;

    private BatchSize() {}

    /** @param requested 0 to choose */
    static int usual(int requested, Dataset dataset, String deviceType) {
        return requested > 0 ? requested : choose(dataset, deviceType);
    }

    /** Enough to be quick, with room for activations, which are larger than inputs. */
    private static int choose(Dataset dataset, String deviceType) {
        boolean cpu = deviceType.equals("cpu");
        long bytes = cpu ? CPU_INPUT_BYTES : CUDA_INPUT_BYTES;
        int most = Math.min(dataset.examples(), cpu ? CPU_EXAMPLES : CUDA_EXAMPLES);
        return (int) Math.max(1, Math.min(most, bytes / dataset.exampleBytes()));
    }
}
