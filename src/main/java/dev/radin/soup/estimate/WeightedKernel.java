package dev.radin.soup.estimate;

import dev.radin.soup.Mixture;
import dev.radin.soup.Threads;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Counts for any mixtures, as {@link UniformKernel} does for those of equal weights. */
final class WeightedKernel {

    private final MarginTable table;
    private final Threads threads;
    private final List<WeightedBatch> batches;

    private WeightedKernel(MarginTable table, List<ExampleBatch> batches, Threads threads) {
        this.table = table;
        this.threads = threads;
        this.batches = batches.stream()
                .map(batch -> new WeightedBatch(batch, table.models()))
                .toList();
    }

    /** Empty when there is no memory for it. */
    static Optional<WeightedKernel> of(MarginTable table, RankingMemory memory, Threads threads) {
        List<ExampleBatch> batches = ExampleBatch.cut(
                table.undecided().stream().map(SizedExample::whole).toList());
        long bytes = batches.stream()
                .mapToLong(batch -> WeightedBatch.bytes(batch, table.models()))
                .sum();
        return memory.take(bytes) ? Optional.of(new WeightedKernel(table, batches, threads)) : Optional.empty();
    }

    long[] correct(List<Mixture> mixtures) {
        long[] correct = new long[mixtures.size()];
        Slices.each(threads, mixtures.size(), (first, end) -> count(mixtures, first, end, correct));
        return correct;
    }

    private void count(List<Mixture> mixtures, int first, int end, long[] correct) {
        int width = batches.stream().mapToInt(WeightedBatch::width).max().orElse(0);
        WeightedBatch.Scratch scratch = new WeightedBatch.Scratch(width);
        List<WeighedSoup> soups =
                mixtures.subList(first, end).stream().map(WeighedSoup::of).toList();
        Arrays.fill(correct, first, end, table.alwaysCorrect());
        for (WeightedBatch batch : batches) {
            for (int k = first; k < end; k++) {
                WeighedSoup soup = soups.get(k - first);
                correct[k] += batch.correct(soup.soup, soup.weights, scratch);
            }
        }
    }

    private record WeighedSoup(WeightedSoup soup, ColumnWeights weights) {

        static WeighedSoup of(Mixture mixture) {
            return new WeighedSoup(WeightedSoup.of(mixture), ColumnWeights.of(mixture));
        }
    }
}
