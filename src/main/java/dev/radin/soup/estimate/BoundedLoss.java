package dev.radin.soup.estimate;

import dev.radin.soup.Labels;
import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import dev.radin.soup.Threads;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The negative log-likelihood of many mixtures within bounds that hold for certain, rounding included, from the few classes
 * of each example that matter and two that stand for all others ({@link BoundedRowFinder}). One look at the logits makes the
 * table.
 */
public final class BoundedLoss {

    /** In nats, of the mixture of all models. With wider bounds the table says too little. */
    private static final double MOST_WIDTH = 0.02;

    private final int models;
    private final int examples;
    private final List<BoundedBatch> batches;
    private final long pairs;
    private final double rounding;
    private final Threads threads;

    private BoundedLoss(int models, List<BoundedRow> rows, Threads threads) {
        this.models = models;
        this.examples = rows.size();
        this.batches = LeadBatch.cut(rows, BoundedRow::leads).stream()
                .map(batch -> new BoundedBatch(batch, models))
                .toList();
        this.pairs =
                rows.stream().mapToLong(row -> row.leads().length / models + 2).sum();
        this.rounding = rows.stream().mapToDouble(BoundedRow::rounding).sum() / rows.size();
        this.threads = threads;
    }

    /**
     * Empty for soft labels, where the table would be larger than any machine keeps, and where the bounds would be too wide.
     *
     * @throws dev.radin.fault.RadinException InvalidInput when a logit is not finite; MachineUnfit when the table is larger
     *     than the memory
     */
    public static Optional<BoundedLoss> of(ValidationSet set, Resources resources) {
        return of(set, new RankingMemory(resources.memoryBytes()), resources.threads());
    }

    static Optional<BoundedLoss> of(ValidationSet set, RankingMemory memory, Threads threads) {
        if (!(set.labels() instanceof Labels.Hard labels)) {
            return Optional.empty();
        }
        int models = set.logits().models();
        return LogitsSweep.each(set, memory, threads, () -> new BoundedRowFinder(set.logits(), labels))
                .map(rows -> new BoundedLoss(models, rows, threads))
                .filter(BoundedLoss::saysEnough);
    }

    private boolean saysEnough() {
        if (!(rounding < MOST_WIDTH)) {
            return false;
        }
        int[] all = IntStream.range(0, models).toArray();
        Bounds bounds = bounds(List.of(Mixture.uniform(all)));
        return bounds.most(0) - bounds.least(0) < MOST_WIDTH;
    }

    /** Pairs of an example and a class, those that stand for others included. */
    long pairs() {
        return pairs;
    }

    /**
     * In nats, one a mixture.
     *
     * @param rounding what each may be off by
     * @param estimates between the two, where a mixture lies whose models differ by chance and all alike
     */
    public record Bounds(double[] least, double[] most, double rounding, double[] estimates) {

        public double least(int mixture) {
            return Math.max(0, least[mixture] - rounding);
        }

        public double most(int mixture) {
            return most[mixture] + rounding;
        }
    }

    public Bounds bounds(List<Mixture> mixtures) {
        int count = mixtures.size();
        double[] least = new double[count];
        double[] most = new double[count];
        Slices.each(threads, count, (first, end) -> sum(mixtures, first, end, least, most));
        double[] estimates = new double[count];
        for (int m = 0; m < count; m++) {
            least[m] /= examples;
            most[m] /= examples;
            estimates[m] = least[m] + share(mixtures.get(m)) * (most[m] - least[m]);
        }
        return new Bounds(least, most, rounding, estimates);
    }

    private void sum(List<Mixture> mixtures, int first, int end, double[] least, double[] most) {
        int slots = batches.stream().mapToInt(BoundedBatch::slots).max().orElse(0);
        BoundedBatch.Scratch scratch = new BoundedBatch.Scratch(slots);
        List<ColumnWeights> weights =
                mixtures.subList(first, end).stream().map(ColumnWeights::of).toList();
        for (BoundedBatch batch : batches) {
            for (int m = first; m < end; m++) {
                batch.bound(weights.get(m - first), scratch);
                least[m] += scratch.least();
                most[m] += scratch.most();
            }
        }
    }

    /**
     * How far from the lower to the upper bound. The lower is the truth for the mixture of all models, the upper for a single
     * one, and between them the two lie by the second order as the variances do: (Σ w² − 1/N) / (1 − 1/N).
     */
    private double share(Mixture mixture) {
        double squares = 0;
        for (int k = 0; k < mixture.size(); k++) {
            squares += mixture.weight(k) * mixture.weight(k);
        }
        double least = 1.0 / models;
        return models == 1 ? 1 : Math.max(0, (squares - least) / (1 - least));
    }
}
