package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;
import dev.radin.soup.SplitMix64;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * RADIN (arXiv 2401.17790): random subsets of the models, with sizes drawn evenly from 2 .. N − 1, and the uniform soup,
 * ordered once by estimate + bonus · size. The paper calls the bonus a prior and writes it as added to a loss; its figures show it added to
 * the accuracy, as here, so that a positive one prefers larger soups.
 */
record Radin(int draws, double memberBonus, long seed) implements Strategy {

    @Override
    public String name() {
        return "Radin";
    }

    @Override
    public Proposals propose(SearchState state, int atMost) {
        List<Mixture> soups = draw(state.models());
        return Proposals.inOrder(order(soups, state.estimator().estimate(soups)), state, atMost);
    }

    List<Candidate> order(List<Mixture> soups, double[] estimates) {
        return IntStream.range(0, soups.size())
                .mapToObj(k -> new Candidate(
                        soups.get(k),
                        estimates[k],
                        estimates[k] + memberBonus * soups.get(k).size()))
                .sorted(Candidate.BEST_FIRST)
                .toList();
    }

    /** Distinct subsets, or all there are when those are not more than asked for, and the uniform soup. */
    List<Mixture> draw(int models) {
        if (models < 2) {
            return List.of();
        }
        Set<Mixture> drawn = new LinkedHashSet<>();
        drawn.add(Mixture.uniform(IntStream.range(0, models).toArray()));
        if (Subsets.count(models) <= draws + 1L) {
            drawn.addAll(Subsets.all(IntStream.range(0, models).toArray()));
        } else {
            SplitMix64 random = new SplitMix64(seed);
            while (drawn.size() < draws + 1L) {
                drawn.add(Mixture.uniform(Subsets.draw(models, 2 + random.nextInt(models - 2), random)));
            }
        }
        return new ArrayList<>(drawn);
    }
}
