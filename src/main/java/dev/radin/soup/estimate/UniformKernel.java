package dev.radin.soup.estimate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Counts for soups of equal weights with at least {@code atLeast} members: integer sums decide nearly everything, and what
 * is too close for them is asked of the {@link Contest} itself. So every count is the float64 count.
 */
final class UniformKernel {

    private final int models;
    private final int alwaysCorrect;
    private final List<UniformChunk> chunks = new ArrayList<>();

    UniformKernel(MarginTable table, int atLeast) {
        this.models = table.models();
        List<SizedContest> possible = table.contests().stream()
                .parallel()
                .map(contest ->
                        atLeast == 1 ? Optional.of(SizedContest.whole(contest)) : SizedContest.of(contest, atLeast))
                .flatMap(Optional::stream)
                .toList();
        List<SizedContest> open =
                possible.stream().filter(c -> c.rivals().length > 0).toList();
        this.alwaysCorrect = table.alwaysCorrect() + possible.size() - open.size();
        Chunk.cut(open).forEach(chunk -> chunks.add(new UniformChunk(chunk, models)));
    }

    /** @param soups the members of each, ascending */
    long[] correct(List<int[]> soups) {
        long[] correct = new long[soups.size()];
        Slices.each(soups.size(), (first, end) -> count(soups, first, end, correct));
        return correct;
    }

    private void count(List<int[]> soups, int first, int end, long[] correct) {
        int[][] chosen = new int[end - first][];
        for (int k = first; k < end; k++) {
            chosen[k - first] = chosen(soups.get(k));
            correct[k] = alwaysCorrect;
        }
        int width = chunks.stream().mapToInt(UniformChunk::width).max().orElse(0);
        UniformChunk.Scratch scratch = new UniformChunk.Scratch(width);
        for (UniformChunk chunk : chunks) {
            for (int k = first; k < end; k++) {
                int[] rows = chosen[k - first];
                correct[k] += chunk.correct(rows, rows.length, soups.get(k), scratch);
            }
        }
    }

    /** The groups with a member, filled up with empty subsets of a group. */
    private int[] chosen(int[] members) {
        int[] subsets = new int[(models + UniformChunk.GROUP - 1) / UniformChunk.GROUP];
        for (int member : members) {
            subsets[member / UniformChunk.GROUP] |= 1 << member % UniformChunk.GROUP;
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
