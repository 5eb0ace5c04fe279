package dev.radin.soup.strategy;

import dev.radin.soup.Evaluated;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.statistics.Distances;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@link Search} with a guard: models that are far from the others in weight space stay out of soups. When the best single
 * model is itself such a suspect, the first evaluation is its pair with the best that is not; if the pair is much worse
 * than both, there is a barrier between them and the best model stays out too, otherwise it is cleared.
 */
record Auto(long seed) implements Strategy {

    /** One point: the loss that tells a barrier from noise. */
    private static final double BARRIER = 0.01;

    @Override
    public String name() {
        return "Auto/Search";
    }

    @Override
    public Proposals propose(SearchState evidence, int atMost) {
        boolean[] suspects = Distances.suspects(evidence.distances());
        int[] order = evidence.bestSinglesFirst();
        int best = order[0];
        if (!suspects[best]) {
            return search(evidence, suspects, atMost);
        }
        int healthy = IntStream.of(order).filter(i -> !suspects[i]).findFirst().orElseThrow();
        Mixture pair = Mixture.uniform(best, healthy);
        Optional<Evaluated> tested = evidence.evaluation(pair);
        if (tested.isEmpty()) {
            return pairFirst(evidence, suspects, pair, atMost);
        }
        suspects[best] = barrier(evidence, tested.get());
        return search(evidence, suspects, atMost);
    }

    private Proposals search(SearchState evidence, boolean[] suspects, int atMost) {
        Proposals found = Proposals.inOrder(ranking(evidence, suspects), evidence, atMost);
        return new Proposals(found.next(), found.more(), found.candidates(), models(suspects, true));
    }

    private Proposals pairFirst(SearchState evidence, boolean[] suspects, Mixture pair, int atMost) {
        CandidateCache considered = new CandidateCache(evidence.estimator(), evidence.heldBack());
        considered.add(List.of(pair));
        List<Candidate> first = considered.bestFirst();
        List<Candidate> candidates = new ArrayList<>(first);
        candidates.addAll(ranking(evidence, suspects));
        return new Proposals(atMost > 0 ? first : List.of(), true, candidates, models(suspects, true));
    }

    private List<Candidate> ranking(SearchState evidence, boolean[] suspects) {
        int[] allowed =
                models(suspects, false).stream().mapToInt(Integer::intValue).toArray();
        return new Search(seed).ranking(evidence, allowed);
    }

    /** Not clearly at the level of the worse of the two: NaN is a barrier. */
    private static boolean barrier(SearchState evidence, Evaluated pair) {
        double worse = IntStream.of(pair.mixture().members())
                .mapToDouble(
                        i -> share(evidence.metric(), evidence.singles().get(i).utility()))
                .min()
                .orElseThrow();
        return !(share(evidence.metric(), pair.utility()) >= worse - BARRIER);
    }

    /** On a scale of 0 to 1: of the NLL, exp(−NLL), the geometric mean of the probabilities given to the labels. */
    private static double share(Metric metric, double utility) {
        return metric == Metric.NegativeLogLikelihood ? Math.exp(utility) : utility;
    }

    private static List<Integer> models(boolean[] suspects, boolean suspect) {
        return IntStream.range(0, suspects.length)
                .filter(i -> suspects[i] == suspect)
                .boxed()
                .toList();
    }
}
