package dev.radin.soup.estimate;

import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Accuracy, from the few logits that decide it. For one thread, which has others help it. */
final class MarginEstimator implements SetEstimator {

    private final MarginTable table;
    private final RankingMemory memory;
    private final Threads threads;
    private final UniformKernels uniform;
    /** Null until it is asked for. */
    private Optional<WeightedKernel> weighted;

    MarginEstimator(MarginTable table, RankingMemory memory, Threads threads) {
        this.table = table;
        this.memory = memory;
        this.threads = threads;
        this.uniform = new UniformKernels(table, memory, threads);
    }

    @Override
    public double[] utilities(List<Mixture> mixtures) {
        long[] correct = correct(mixtures);
        double[] utilities = new double[correct.length];
        for (int k = 0; k < correct.length; k++) {
            utilities[k] = Metric.ACCURACY.utility((double) correct[k] / table.examples());
        }
        return utilities;
    }

    long[] correct(List<Mixture> mixtures) {
        int[] equal = IntStream.range(0, mixtures.size())
                .filter(k -> mixtures.get(k).isUniform())
                .toArray();
        int[] unequal = IntStream.range(0, mixtures.size())
                .filter(k -> !mixtures.get(k).isUniform())
                .toArray();
        long[] correct = new long[mixtures.size()];
        if (equal.length > 0) {
            List<int[]> soups = new ArrayList<>();
            for (int k : equal) {
                soups.add(mixtures.get(k).members());
            }
            put(uniform.correct(soups), equal, correct);
        }
        if (unequal.length > 0) {
            put(weighted(IntStream.of(unequal).mapToObj(mixtures::get).toList()), unequal, correct);
        }
        return correct;
    }

    private long[] weighted(List<Mixture> mixtures) {
        if (weighted == null) {
            weighted = WeightedKernel.of(table, memory, threads);
        }
        return weighted.map(kernel -> kernel.correct(mixtures)).orElseGet(() -> new DirectCount(table, threads)
                .correct(mixtures.stream().map(WeightedSoup::of).toList()));
    }

    private static void put(long[] counts, int[] places, long[] correct) {
        for (int k = 0; k < places.length; k++) {
            correct[places[k]] = counts[k];
        }
    }

    @Override
    public double operations() {
        // Sixteen-bit sums take a small part of what an operation on one number costs.
        return table.competitors() * (table.models() / 64.0 + 0.5);
    }
}
