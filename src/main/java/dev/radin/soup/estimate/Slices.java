package dev.radin.soup.estimate;

import dev.radin.soup.Threads;

/** Divides many soups among the threads. */
final class Slices {

    /** Soups that are counted against a batch while its rows are in the cache. */
    private static final int LARGEST = 256;

    @FunctionalInterface
    interface Work {
        void slice(int first, int end);
    }

    private Slices() {}

    static void each(Threads threads, int soups, Work work) {
        int size = Math.max(1, Math.min(LARGEST, (soups + threads.count() - 1) / threads.count()));
        threads.each((soups + size - 1) / size, k -> work.slice(k * size, Math.min(soups, (k + 1) * size)));
    }
}
