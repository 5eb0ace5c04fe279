package dev.radin.soup.strategy;

import dev.radin.soup.CalibrationCurve;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Labels;
import dev.radin.soup.Logits;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import dev.radin.soup.Scorer;
import dev.radin.soup.Single;
import dev.radin.soup.Threads;
import dev.radin.soup.estimate.Estimator;
import dev.radin.soup.estimate.ValidationSet;
import dev.radin.soup.statistics.Basins;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;

/** Models with random logits; a soup's true score is its estimate and a little noise that depends on its members. */
final class SimulatedPool implements CachedLogits {

    private static final int EXAMPLES = 80;
    private static final int CLASSES = 6;

    final List<Single> singles = new ArrayList<>();
    private final Logits logits;
    private final Labels.Hard labels;
    final Estimator estimator;
    private final long seed;
    private Basins basins;
    /** Of four models each; −1 for none. */
    int brokenBasin = -1;
    /** Soups with this model are broken; −1 for none. */
    int brokenWith = -1;

    Metric metric = Metric.ACCURACY;
    /** How often logits were looked at to learn from them. */
    int opened;

    SimulatedPool(int models, long seed) {
        this.seed = seed;
        labels = Logits.labels(EXAMPLES, CLASSES, seed);
        logits = Logits.random(Logits.Kind.SMOOTH, models, EXAMPLES, CLASSES, seed);
        for (float[] z : logits.values()) {
            for (int e = 0; e < EXAMPLES; e++) {
                z[e * CLASSES + labels.label(e)] += 1.5f;
            }
        }
        estimator = Estimator.of(
                Metric.ACCURACY,
                List.of(new ValidationSet("val", logits, labels, 1)),
                new Resources(1L << 30, Threads.of(3)));
        for (int i = 0; i < models; i++) {
            var score = Scorer.score(logits, i, labels, Metric.ACCURACY).score();
            singles.add(new Single(score.utility(), score.negativeLogLikelihood()));
        }
        basins(new Basins.Basin(IntStream.range(0, models).boxed().toList(), List.of()));
    }

    void basins(Basins.Basin... all) {
        basins = new Basins(List.of(all));
    }

    @Override
    public Resources resources() {
        return new Resources(1L << 30, Threads.of(2));
    }

    @Override
    public double calibratedLoss(Mixture soup) {
        return CalibrationCurve.of(new Logits(new float[][] {logits(soup)}, EXAMPLES, CLASSES), 0, labels)
                .lowest();
    }

    @Override
    public List<ValidationSet> open(List<Mixture> mixtures) {
        opened++;
        float[][] values = mixtures.stream().map(this::logits).toArray(float[][]::new);
        return List.of(new ValidationSet("val", new Logits(values, EXAMPLES, CLASSES), labels, 1));
    }

    /** The average of the members', more or less; all equal of a broken soup. */
    private float[] logits(Mixture mixture) {
        float[] sums = new float[EXAMPLES * CLASSES];
        Random noise = new Random(seed ^ mixture.hashCode());
        for (int j = 0; j < sums.length && !isBroken(mixture); j++) {
            for (int k = 0; k < mixture.size(); k++) {
                sums[j] += (float) mixture.weight(k) * logits.values()[mixture.member(k)][j];
            }
            sums[j] += mixture.isSingle() ? 0 : 0.1f * (float) noise.nextGaussian();
        }
        return sums;
    }

    private boolean isBroken(Mixture mixture) {
        boolean broken = brokenBasin >= 0 && mixture.member(0) / 4 == brokenBasin
                || brokenWith >= 0 && mixture.contains(brokenWith);
        return !mixture.isSingle() && broken;
    }

    SearchState state(List<Evaluated> evaluated) {
        return state(evaluated, new Findings());
    }

    SearchState state(List<Evaluated> evaluated, Findings findings) {
        return new SearchState(metric, singles, Optional.empty(), estimator, evaluated, basins, this, findings);
    }

    /** The last model is the base, and takes no part in basins. */
    SearchState stateWithBase() {
        int last = singles.size() - 1;
        Basins without = new Basins(
                List.of(new Basins.Basin(IntStream.range(0, last).boxed().toList(), List.of())));
        return new SearchState(
                metric,
                singles.subList(0, last),
                Optional.of(singles.get(last)),
                estimator,
                List.of(),
                without,
                this,
                new Findings());
    }

    List<Evaluated> run(Strategy strategy, int budget) {
        return resume(strategy, budget, List.of());
    }

    List<Evaluated> resume(Strategy strategy, int budget, List<Evaluated> known) {
        List<Evaluated> evaluated = new ArrayList<>(known);
        while (evaluated.size() < budget) {
            Proposals proposals = strategy.propose(state(evaluated), budget - evaluated.size());
            if (proposals.next().isEmpty()) {
                break;
            }
            proposals.next().forEach(c -> evaluated.add(evaluate(c)));
        }
        return evaluated;
    }

    private Evaluated evaluate(Candidate candidate) {
        Mixture mixture = candidate.mixture();
        Random noise = new Random(seed ^ mixture.hashCode());
        double utility =
                isBroken(mixture) ? 0.1 : estimator.estimate(List.of(mixture))[0] + 0.01 * noise.nextGaussian();
        boolean notFinite = noise.nextInt(20) == 0 && !isBroken(mixture) && seed != 5;
        return new Evaluated(
                mixture, notFinite ? Double.NaN : utility, notFinite ? Double.NaN : isBroken(mixture) ? 9 : 1);
    }
}
