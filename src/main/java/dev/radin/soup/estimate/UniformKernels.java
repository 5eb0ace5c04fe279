package dev.radin.soup.estimate;

import dev.radin.soup.Threads;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Kernels by the least size of a soup. The larger the soups, the fewer competitors can still win: for half of 72 models a fifth.
 * Such a kernel is made once so many soups were asked for that it pays.
 */
final class UniformKernels {

    private static final int[] LEAST_SIZES = {1, 3, 6, 12, 24, 48, 96};
    /** Making a kernel costs about as much as counting this many soups. */
    private static final int PAYS_FROM = 1000;

    private final MarginTable table;
    private final Threads threads;
    private final Map<Integer, UniformKernel> kernels = new HashMap<>();
    private final int[] asked = new int[LEAST_SIZES.length];

    UniformKernels(MarginTable table, Threads threads) {
        this.table = table;
        this.threads = threads;
    }

    long[] correct(List<int[]> soups) {
        if (table.models() > UniformBatch.MOST_MODELS) {
            return new DirectCount(table, threads).correct(soups);
        }
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
            long[] counts =
                    kernel(sizeClass).correct(of.stream().map(soups::get).toList());
            for (int k = 0; k < counts.length; k++) {
                correct[of.get(k)] = counts[k];
            }
        });
        return correct;
    }

    private UniformKernel kernel(int sizeClass) {
        int least = asked[sizeClass] >= PAYS_FROM ? LEAST_SIZES[sizeClass] : 1;
        return kernels.computeIfAbsent(least, m -> new UniformKernel(table, m, threads));
    }
}
