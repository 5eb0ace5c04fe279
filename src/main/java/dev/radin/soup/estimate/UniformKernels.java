package dev.radin.soup.estimate;

import dev.radin.soup.Threads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Kernels by the least size of a soup. The larger the soups, the fewer competitors can still win: for half of 72 models a
 * fifth. Such a kernel is made once so many soups were asked for that it pays, and there is memory for it. Counts are the
 * same by any.
 */
final class UniformKernels {

    private static final int[] LEAST_SIZES = {1, 3, 6, 12, 24, 48, 96};
    /** Making a kernel costs about as much as counting this many soups. */
    private static final int PAYS_FROM = 1000;

    private final MarginTable table;
    private final RankingMemory memory;
    private final Threads threads;
    /** By least size; empty where there was no memory for one. */
    private final Map<Integer, Optional<UniformKernel>> kernels = new HashMap<>();

    private final int[] asked = new int[LEAST_SIZES.length];

    UniformKernels(MarginTable table, RankingMemory memory, Threads threads) {
        this.table = table;
        this.memory = memory;
        this.threads = threads;
    }

    /** @param soups the members of each, ascending */
    long[] correct(List<int[]> soups) {
        Map<Integer, List<Integer>> places = new HashMap<>();
        for (int k = 0; k < soups.size(); k++) {
            int size = soups.get(k).length;
            int sizeClass = Arrays.binarySearch(LEAST_SIZES, size);
            places.computeIfAbsent(sizeClass >= 0 ? sizeClass : -sizeClass - 2, c -> new ArrayList<>())
                    .add(k);
        }
        places.forEach((sizeClass, of) -> asked[sizeClass] += of.size());
        long[] correct = new long[soups.size()];
        places.forEach((sizeClass, of) -> {
            long[] counts = correct(sizeClass, of.stream().map(soups::get).toList());
            for (int k = 0; k < counts.length; k++) {
                correct[of.get(k)] = counts[k];
            }
        });
        return correct;
    }

    private long[] correct(int sizeClass, List<int[]> soups) {
        return kernel(sizeClass).map(kernel -> kernel.correct(soups)).orElseGet(() -> new DirectCount(table, threads)
                .correct(soups.stream()
                        .map(members -> new WeightedSoup(members, null))
                        .toList()));
    }

    private Optional<UniformKernel> kernel(int sizeClass) {
        if (table.models() > UniformBatch.MOST_MODELS) {
            return Optional.empty();
        }
        int least = LEAST_SIZES[sizeClass];
        Optional<UniformKernel> large = least > 1 && asked[sizeClass] >= PAYS_FROM
                ? kernels.computeIfAbsent(least, m -> UniformKernel.ofLarge(table, m, memory, threads))
                : Optional.empty();
        return large.isPresent() ? large : kernels.computeIfAbsent(1, m -> UniformKernel.ofAll(table, memory, threads));
    }
}
