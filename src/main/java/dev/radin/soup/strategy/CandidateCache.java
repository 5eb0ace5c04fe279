package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The soups that a search has scored so far, each estimated once. */
final class CandidateCache {

    private final Function<List<Mixture>, double[]> estimates;
    private final SearchObjective objective;
    private final Map<Mixture, Candidate> candidates = new LinkedHashMap<>();

    CandidateCache(Function<List<Mixture>, double[]> estimates, SearchObjective objective) {
        this.estimates = estimates;
        this.objective = objective;
    }

    void add(List<Mixture> mixtures) {
        List<Mixture> fresh = mixtures.stream()
                .filter(m -> !candidates.containsKey(m))
                .distinct()
                .toList();
        double[] ofFresh = estimates.apply(fresh);
        for (int k = 0; k < ofFresh.length; k++) {
            Mixture mixture = fresh.get(k);
            double score = objective.score(mixture, ofFresh[k]);
            candidates.put(mixture, new Candidate(mixture, ofFresh[k], score));
        }
    }

    Candidate get(Mixture mixture) {
        return candidates.get(mixture);
    }

    int size() {
        return candidates.size();
    }

    List<Candidate> bestFirst() {
        return candidates.values().stream().sorted(Candidate.BEST_FIRST).toList();
    }
}
