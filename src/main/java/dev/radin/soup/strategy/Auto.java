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
    public Proposals propose(SearchState state, int atMost) {
        boolean[] suspects = Distances.suspects(state.distances());
        int[] order = state.bestSinglesFirst();
        int best = order[0];
        if (!suspects[best]) {
            return search(state, suspects, atMost);
        }
        int healthy = IntStream.of(order).filter(i -> !suspects[i]).findFirst().orElseThrow();
        Mixture pair = Mixture.uniform(best, healthy);
        Optional<Evaluated> tested = state.evaluation(pair);
        if (tested.isEmpty()) {
            return pairFirst(state, suspects, pair, atMost);
        }
        suspects[best] = barrier(state, tested.get());
        return search(state, suspects, atMost);
    }

    private Proposals search(SearchState state, boolean[] suspects, int atMost) {
        Proposals found = Proposals.inOrder(ranking(state, suspects), state, atMost);
        return new Proposals(found.next(), found.more(), found.candidates(), models(suspects, true));
    }

    private Proposals pairFirst(SearchState state, boolean[] suspects, Mixture pair, int atMost) {
        CandidateCache considered = new CandidateCache(state.estimator(), state.heldBack());
        considered.add(List.of(pair));
        List<Candidate> first = considered.bestFirst();
        List<Candidate> candidates = new ArrayList<>(first);
        candidates.addAll(ranking(state, suspects));
        return new Proposals(atMost > 0 ? first : List.of(), true, candidates, models(suspects, true));
    }

    private List<Candidate> ranking(SearchState state, boolean[] suspects) {
        int[] allowed =
                models(suspects, false).stream().mapToInt(Integer::intValue).toArray();
        return new Search(seed).ranking(state, allowed);
    }

    /** Not clearly at the level of the worse of the two: NaN is a barrier. */
    private static boolean barrier(SearchState state, Evaluated pair) {
        double worse = IntStream.of(pair.mixture().members())
                .mapToDouble(i -> share(state.metric(), state.singles().get(i).utility()))
                .min()
                .orElseThrow();
        return !(share(state.metric(), pair.utility()) >= worse - BARRIER);
    }

    /** On a scale of 0 to 1: of the NLL, exp(−NLL), the geometric mean of the probabilities given to the labels. */
    private static double share(Metric metric, double utility) {
        return metric.type() == Metric.Type.NegativeLogLikelihood ? Math.exp(utility) : utility;
    }

    private static List<Integer> models(boolean[] suspects, boolean suspect) {
        return IntStream.range(0, suspects.length)
                .filter(i -> suspects[i] == suspect)
                .boxed()
                .toList();
    }
}
