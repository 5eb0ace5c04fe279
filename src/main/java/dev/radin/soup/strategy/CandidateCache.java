package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;
import dev.radin.soup.estimate.Estimator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The soups that a search has scored so far, each estimated once. */
final class CandidateCache {

    private final Estimator estimator;
    private final SearchObjective objective;
    private final Map<Mixture, Candidate> candidates = new LinkedHashMap<>();

    CandidateCache(Estimator estimator, SearchObjective objective) {
        this.estimator = estimator;
        this.objective = objective;
    }

    void add(List<Mixture> mixtures) {
        List<Mixture> fresh = mixtures.stream()
                .filter(m -> !candidates.containsKey(m))
                .distinct()
                .toList();
        double[] estimates = estimator.estimate(fresh);
        for (int k = 0; k < estimates.length; k++) {
            Mixture mixture = fresh.get(k);
            double score = objective.score(mixture, estimates[k]);
            candidates.put(mixture, new Candidate(mixture, estimates[k], score));
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
