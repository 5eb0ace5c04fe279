package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;
import java.util.List;
import java.util.stream.IntStream;

/** What the user listed, in order. Duplicates are one, and single models are known already. */
record Listed(List<Mixture> mixtures) implements Strategy {

    @Override
    public String name() {
        return "Listed";
    }

    @Override
    public Proposals propose(SearchState state, int atMost) {
        List<Mixture> soups =
                mixtures.stream().filter(m -> !m.isSingle()).distinct().toList();
        double[] estimates = state.estimator().estimate(soups);
        List<Candidate> inOrder = IntStream.range(0, soups.size())
                .mapToObj(k -> new Candidate(soups.get(k), estimates[k], -k))
                .toList();
        return Proposals.inOrder(inOrder, state, atMost);
    }
}
