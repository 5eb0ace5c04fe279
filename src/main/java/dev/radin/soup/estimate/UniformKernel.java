package dev.radin.soup.estimate;

import dev.radin.soup.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Counts for soups of equal weights with at least {@code atLeast} members: integer sums decide nearly everything, and what
 * is too close for them is asked of the {@link UndecidedExample} itself. So every count is the float64 count.
 */
final class UniformKernel {

    private final Threads threads;
    private final int models;
    private final int alwaysCorrect;
    private final List<UniformBatch> batches = new ArrayList<>();

    UniformKernel(MarginTable table, int atLeast, Threads threads) {
        this.threads = threads;
        this.models = table.models();
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
        this.alwaysCorrect = table.alwaysCorrect() + possible.size() - open.size();
        ExampleBatch.cut(open).forEach(batch -> batches.add(new UniformBatch(batch, models)));
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
            chosen[k - first] = chosen(soups.get(k));
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

    /** The groups with a member, filled up with empty subsets of a group. */
    private int[] chosen(int[] members) {
        int[] subsets = new int[(models + UniformBatch.GROUP - 1) / UniformBatch.GROUP];
        for (int member : members) {
            subsets[member / UniformBatch.GROUP] |= 1 << member % UniformBatch.GROUP;
        }
        int[] groups =
                IntStream.range(0, subsets.length).filter(g -> subsets[g] != 0).toArray();
        int[] chosen = new int[(groups.length + Int16Rows.AT_ONCE - 1) / Int16Rows.AT_ONCE * Int16Rows.AT_ONCE];
        for (int k = 0; k < groups.length; k++) {
            chosen[k] = groups[k] * 16 + subsets[groups[k]];
        }
        return chosen;
    }
}
