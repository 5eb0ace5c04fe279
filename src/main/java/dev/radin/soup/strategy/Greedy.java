package dev.radin.soup.strategy;

import dev.radin.soup.Evaluated;
import dev.radin.soup.Mixture;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Greedy soup (Wortsman et al., Model Soups, ICML 2022, recipe 1): starting with the best single model, each further one
 * in order of single score is tried in the soup, and stays if the true score becomes strictly higher.
 *
 * <p>Where the recipe stands follows from the evaluations alone, so it needs no memory. Each trial depends on the last, so
 * a round has one.
 */
record Greedy() implements Strategy {

    @Override
    public String name() {
        return "Greedy";
    }

    @Override
    public Proposals propose(SearchState state, int atMost) {
        int[] order = state.bestSinglesFirst();
        int[] soup = {order[0]};
        double best = state.singles().get(order[0]).utility();
        for (int k = 1; k < order.length; k++) {
            int[] enlarged = IntStream.concat(Arrays.stream(soup), IntStream.of(order[k]))
                    .toArray();
            Mixture trial = Mixture.uniform(enlarged);
            Optional<Evaluated> known = state.evaluation(trial);
            if (known.isEmpty()) {
                double estimate = state.estimator().estimate(List.of(trial))[0];
                List<Candidate> candidate = List.of(new Candidate(trial, estimate, estimate));
                boolean last = k == order.length - 1;
                return new Proposals(atMost > 0 ? candidate : List.of(), atMost == 0 || !last, candidate);
            }
            // False for NaN: a soup that gave no finite logits is refused.
            if (known.get().utility() > best) {
                soup = enlarged;
                best = known.get().utility();
            }
        }
        return new Proposals(List.of(), false, List.of());
    }
}
