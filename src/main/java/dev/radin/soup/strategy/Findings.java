package dev.radin.soup.strategy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What {@link Auto} found of some models by themselves. No evaluation of a soup changes it, so whoever asks for proposals round
 * after round keeps it, and each is looked for once. For one thread.
 */
public final class Findings {

    /** Some megabytes. More candidates are looked for again. */
    private static final int MOST_CANDIDATES = 1 << 16;

    private record Asked(LearntBasin basin, long seed) {}

    private List<LearntBasin> basins;
    private final Map<LearntBasin, Optional<LearntBasin>> reaches = new HashMap<>();
    private final Map<Asked, List<Candidate>> searches = new HashMap<>();

    List<LearntBasin> basins(Supplier<List<LearntBasin>> learn) {
        if (basins == null) {
            basins = learn.get();
        }
        return basins;
    }

    Optional<LearntBasin> reach(LearntBasin basin, Supplier<Optional<LearntBasin>> learn) {
        return reaches.computeIfAbsent(basin, b -> learn.get());
    }

    List<Candidate> search(LearntBasin basin, long seed, Supplier<List<Candidate>> search) {
        Asked asked = new Asked(basin, seed);
        List<Candidate> found = searches.get(asked);
        if (found == null) {
            found = search.get();
            if (found.size() <= MOST_CANDIDATES) {
                searches.put(asked, found);
            }
        }
        return found;
    }
}
