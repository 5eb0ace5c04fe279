package dev.radin.soup.strategy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One shot: the best soups of equal weights by ½ · estimate + ½ · mean single score. The maximum of the estimate alone is
 * mostly its largest error; the single scores hold it back. All subsets are tried where that is affordable, otherwise a
 * local search looks for good ones.
 */
record Search(long seed) implements Strategy {

    @Override
    public String name() {
        return "Search";
    }

    @Override
    public Proposals propose(SearchState state, int atMost) {
        int[] all = IntStream.range(0, state.models()).toArray();
        return Proposals.inOrder(ranking(state, all), state, atMost);
    }

    /** Soups of some of the models, which are given ascending, best first. */
    List<Candidate> ranking(SearchState state, int[] allowed) {
        int[] bestFirst = Arrays.stream(state.bestSinglesFirst())
                .filter(i -> Arrays.binarySearch(allowed, i) >= 0)
                .toArray();
        return new SubsetSearch(state.estimator(), state.heldBack(), bestFirst).run(seed);
    }
}
