package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The soups that a search has scored so far, each estimated once. */
final class Considered {

    private final Evidence evidence;
    private final Map<Mixture, Candidate> candidates = new LinkedHashMap<>();

    Considered(Evidence evidence) {
        this.evidence = evidence;
    }

    void add(List<Mixture> mixtures) {
        List<Mixture> fresh = mixtures.stream()
                .filter(m -> !candidates.containsKey(m))
                .distinct()
                .toList();
        double[] estimates = evidence.estimator().estimate(fresh);
        for (int k = 0; k < estimates.length; k++) {
            Mixture mixture = fresh.get(k);
            double score = estimates[k] / 2 + evidence.meanSingle(mixture) / 2;
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
