package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;
import dev.radin.soup.estimate.Estimator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongConsumer;

/** Looks for the best soups of equal weights: at all of them where that is affordable, otherwise by {@link LocalSearch}. */
public final class SubsetSearch {

    private static final int BATCH = 1 << 16;

    private final Estimator estimator;
    private final SearchObjective objective;
    private final int[] bestFirst;

    /** @param bestFirst the models that may be in a soup, best single score first */
    public SubsetSearch(Estimator estimator, SearchObjective objective, int[] bestFirst) {
        this.estimator = estimator;
        this.objective = objective;
        this.bestFirst = bestFirst.clone();
    }

    /** How many soups of two and more models there are; Long.MAX_VALUE when that is beyond counting. */
    public long soups() {
        return Subsets.count(bestFirst.length);
    }

    public boolean everySoupIsAffordable() {
        return soups() <= estimator.affordable();
    }

    /**
     * Soups of two and more models, best first: all that were looked at, or of many that were looked at roughly as many of
     * the best as can be estimated in full.
     */
    public List<Candidate> run(long seed) {
        if (bestFirst.length < 2) {
            return List.of();
        }
        if (everySoupIsAffordable()) {
            return bestOfAll(Integer.MAX_VALUE, done -> {});
        }
        int atMost = estimator.affordable();
        int roughly = estimator.affordableRoughly();
        if (roughly <= atMost) {
            return localSearch(estimator::estimate, atMost, seed);
        }
        List<Candidate> looked = soups() <= roughly
                ? bestOfAll(estimator::rough, atMost, done -> {})
                : localSearch(estimator::rough, roughly, seed);
        CandidateCache inFull = new CandidateCache(estimator::estimate, objective);
        inFull.add(looked.stream().limit(atMost).map(Candidate::mixture).toList());
        return inFull.bestFirst();
    }

    /**
     * Looks at every soup, a batch at a time.
     *
     * @param most how many to keep
     * @param progress hears how many were looked at
     */
    public List<Candidate> bestOfAll(int most, LongConsumer progress) {
        return bestOfAll(estimator::estimate, most, progress);
    }

    private List<Candidate> bestOfAll(Function<List<Mixture>, double[]> estimated, int most, LongConsumer progress) {
        int[] allowed = bestFirst.clone();
        Arrays.sort(allowed);
        List<Candidate> best = new ArrayList<>();
        for (long first = 1; first < 1L << allowed.length; first += BATCH) {
            List<Mixture> batch = Subsets.between(allowed, first, Math.min(1L << allowed.length, first + BATCH));
            double[] estimates = estimated.apply(batch);
            for (int k = 0; k < estimates.length; k++) {
                Mixture soup = batch.get(k);
                best.add(new Candidate(soup, estimates[k], objective.score(soup, estimates[k])));
            }
            best.sort(Candidate.BEST_FIRST);
            best.subList(Math.min(most, best.size()), best.size()).clear();
            progress.accept(first + BATCH - 1);
        }
        return best;
    }

    private List<Candidate> localSearch(Function<List<Mixture>, double[]> estimated, int atMost, long seed) {
        CandidateCache considered = new CandidateCache(estimated, objective);
        new LocalSearch(considered, bestFirst, atMost).run(seed);
        return considered.bestFirst();
    }

    /** The models on their own, as candidates. */
    public List<Candidate> singles() {
        CandidateCache considered = new CandidateCache(estimator::estimate, objective);
        considered.add(Arrays.stream(bestFirst).mapToObj(Mixture::single).toList());
        return considered.bestFirst();
    }
}
