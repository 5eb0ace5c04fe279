package dev.radin.soup.estimate;

import dev.radin.soup.Mixture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Counts for any mixtures, as {@link UniformKernel} does for those of equal weights. */
final class WeightedKernel {

    private final MarginTable table;
    private final List<WeightedChunk> chunks;

    WeightedKernel(MarginTable table) {
        this.table = table;
        this.chunks = Chunk.cut(
                        table.contests().stream().map(SizedContest::whole).toList())
                .stream()
                .map(chunk -> new WeightedChunk(chunk, table.models()))
                .toList();
    }

    long[] correct(List<Mixture> mixtures) {
        int steps = (mixtures.size() + WeightedChunk.AT_ONCE - 1) / WeightedChunk.AT_ONCE;
        int slices = Math.min(steps, 4 * Runtime.getRuntime().availableProcessors());
        long[] correct = new long[steps * WeightedChunk.AT_ONCE];
        IntStream.range(0, slices)
                .parallel()
                .forEach(k -> count(mixtures, steps * k / slices, steps * (k + 1) / slices, correct));
        return Arrays.copyOf(correct, mixtures.size());
    }

    private void count(List<Mixture> mixtures, int firstStep, int endStep, long[] correct) {
        int width = chunks.stream().mapToInt(WeightedChunk::width).max().orElse(0);
        WeightedChunk.Scratch scratch = new WeightedChunk.Scratch(width);
        WeightedSoup[][] soups = new WeightedSoup[endStep - firstStep][WeightedChunk.AT_ONCE];
        long[][] counts = new long[endStep - firstStep][WeightedChunk.AT_ONCE];
        for (int step = firstStep; step < endStep; step++) {
            for (int j = 0; j < WeightedChunk.AT_ONCE; j++) {
                int place = Math.min(mixtures.size() - 1, step * WeightedChunk.AT_ONCE + j);
                soups[step - firstStep][j] = WeightedSoup.of(mixtures.get(place));
            }
        }
        for (WeightedChunk chunk : chunks) {
            for (int k = 0; k < soups.length; k++) {
                chunk.count(soups[k], counts[k], scratch);
            }
        }
        for (int k = 0; k < counts.length; k++) {
            for (int j = 0; j < WeightedChunk.AT_ONCE; j++) {
                correct[(firstStep + k) * WeightedChunk.AT_ONCE + j] = table.alwaysCorrect() + counts[k][j];
            }
        }
    }
}
