package dev.radin.soup.estimate;

import dev.radin.soup.Threads;
import java.util.List;
import java.util.Optional;

/**
 * Counts for soups of equal weights with at least {@code atLeast} members: integer sums decide nearly everything, and what
 * is too close for them is asked of the {@link UndecidedExample} itself. So every count is the float64 count.
 */
final class UniformKernel {

    private static final int LARGEST_GROUP = 4;
    /** A list of competitors beside the array of batches. */
    private static final int EXAMPLE_BYTES = 56;

    private final Threads threads;
    private final ModelGroups groups;
    private final int alwaysCorrect;
    private final List<UniformBatch> batches;

    private UniformKernel(List<ExampleBatch> batches, ModelGroups groups, int alwaysCorrect, Threads threads) {
        this.threads = threads;
        this.groups = groups;
        this.alwaysCorrect = alwaysCorrect;
        this.batches =
                batches.stream().map(batch -> new UniformBatch(batch, groups)).toList();
    }

    /** For soups of any size, with the largest groups of models that there is memory for; empty when there is for none. */
    static Optional<UniformKernel> ofAll(MarginTable table, RankingMemory memory, Threads threads) {
        return of(table, 1, 1, memory, threads);
    }

    /** For soups of at least so many members; empty when it does not fit in memory with the largest groups of models. */
    static Optional<UniformKernel> ofLarge(MarginTable table, int atLeast, RankingMemory memory, Threads threads) {
        return of(table, atLeast, LARGEST_GROUP, memory, threads);
    }

    private static Optional<UniformKernel> of(
            MarginTable table, int atLeast, int smallestGroup, RankingMemory memory, Threads threads) {
        List<UndecidedExample> undecided = table.undecided();
        List<SizedExample> possible = threads
                .map(
                        undecided.size(),
                        e -> atLeast == 1
                                ? Optional.of(SizedExample.whole(undecided.get(e)))
                                : SizedExample.of(undecided.get(e), atLeast))
                .stream()
                .flatMap(Optional::stream)
                .toList();
        List<SizedExample> open =
                possible.stream().filter(c -> c.competitors().length > 0).toList();
        int alwaysCorrect = table.alwaysCorrect() + possible.size() - open.size();
        List<ExampleBatch> batches = ExampleBatch.cut(open);
        for (int size = LARGEST_GROUP; size >= smallestGroup; size /= 2) {
            ModelGroups groups = new ModelGroups(table.models(), size);
            if (memory.take(bytes(open, batches, groups))) {
                return Optional.of(new UniformKernel(batches, groups, alwaysCorrect, threads));
            }
        }
        return Optional.empty();
    }

    private static long bytes(List<SizedExample> open, List<ExampleBatch> batches, ModelGroups groups) {
        return open.stream()
                        .mapToLong(e -> EXAMPLE_BYTES + (long) Integer.BYTES * e.competitors().length)
                        .sum()
                + batches.stream()
                        .mapToLong(batch -> UniformBatch.bytes(batch, groups))
                        .sum();
    }

    /** @param soups the members of each, ascending */
    long[] correct(List<int[]> soups) {
        long[] correct = new long[soups.size()];
        Slices.each(threads, soups.size(), (first, end) -> count(soups, first, end, correct));
        return correct;
    }

    private void count(List<int[]> soups, int first, int end, long[] correct) {
        int[][] chosen = new int[end - first][];
        for (int k = first; k < end; k++) {
            chosen[k - first] = groups.rowsOf(soups.get(k));
            correct[k] = alwaysCorrect;
        }
        int width = batches.stream().mapToInt(UniformBatch::width).max().orElse(0);
        UniformBatch.Scratch scratch = new UniformBatch.Scratch(width);
        for (UniformBatch batch : batches) {
            for (int k = first; k < end; k++) {
                int[] rows = chosen[k - first];
                correct[k] += batch.correct(rows, rows.length, soups.get(k), scratch);
            }
        }
    }
}
