package dev.radin.soup.estimate;

import java.util.stream.IntStream;

/** Divides many soups among the processors. */
final class Slices {

    /** Soups that are counted against a batch while its rows are in the cache. */
    private static final int LARGEST = 256;

    @FunctionalInterface
    interface Work {
        void slice(int first, int end);
    }

    private Slices() {}

    static void each(int soups, Work work) {
        int processors = Runtime.getRuntime().availableProcessors();
        int size = Math.max(1, Math.min(LARGEST, (soups + processors - 1) / processors));
        IntStream.range(0, (soups + size - 1) / size)
                .parallel()
                .forEach(k -> work.slice(k * size, Math.min(soups, (k + 1) * size)));
    }
}
