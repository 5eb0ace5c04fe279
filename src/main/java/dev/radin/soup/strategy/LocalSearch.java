package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;
import dev.radin.soup.SplitMix64;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Climbs from several starts by the best single change: adding or dropping a model, and where none of these helps, swapping
 * two. Starts are the pairs with the best single model, the uniform soup, the first k by single score for every k, and random
 * subsets.
 */
final class LocalSearch {

    private static final int RANDOM_STARTS = 8;

    private final CandidateCache considered;
    private final int[] allowed;
    private final int[] bestFirst;
    private final int affordable;

    /**
     * @param bestFirst the models that may be in a soup, at least two, best single score first
     * @param affordable how many soups may be looked at
     */
    LocalSearch(CandidateCache considered, int[] bestFirst, int affordable) {
        this.considered = considered;
        this.bestFirst = bestFirst;
        this.allowed = bestFirst.clone();
        Arrays.sort(allowed);
        this.affordable = affordable;
    }

    void run(long seed) {
        climb(best(pairsWithBest()));
        climb(best(List.of(Mixture.uniform(allowed))));
        climb(best(prefixes()));
        SplitMix64 random = new SplitMix64(seed);
        for (int k = 0; k < RANDOM_STARTS; k++) {
            int size = 2 + random.nextInt(allowed.length - 1);
            int[] drawn = Subsets.draw(allowed.length, size, random);
            int[] models = Arrays.stream(drawn).map(j -> allowed[j]).toArray();
            climb(best(List.of(Mixture.uniform(models))));
        }
    }

    private void climb(Candidate start) {
        Candidate current = start;
        while (current != null) {
            Candidate better = better(current, addedOrDropped(current.mixture()));
            current = better != null ? better : better(current, swapped(current.mixture()));
        }
    }

    private Candidate better(Candidate current, List<Mixture> neighbours) {
        Candidate best = best(neighbours);
        return best != null && best.score() > current.score() ? best : null;
    }

    /** The best of those that are known or can still be afforded; null if there is none. */
    private Candidate best(List<Mixture> mixtures) {
        List<Mixture> fresh =
                mixtures.stream().filter(m -> considered.get(m) == null).toList();
        considered.add(fresh.subList(0, Math.max(0, Math.min(fresh.size(), affordable - considered.size()))));
        return mixtures.stream()
                .map(considered::get)
                .filter(c -> c != null)
                .min(Candidate.BEST_FIRST)
                .orElse(null);
    }

    private List<Mixture> pairsWithBest() {
        return Arrays.stream(bestFirst)
                .skip(1)
                .mapToObj(i -> Mixture.uniform(bestFirst[0], i))
                .toList();
    }

    private List<Mixture> prefixes() {
        return IntStream.rangeClosed(2, bestFirst.length)
                .mapToObj(k -> Mixture.uniform(Arrays.copyOf(bestFirst, k)))
                .toList();
    }

    private List<Mixture> addedOrDropped(Mixture soup) {
        List<Mixture> neighbours = new ArrayList<>();
        for (int i : bestFirst) {
            if (!soup.contains(i)) {
                neighbours.add(Mixture.uniform(with(soup.members(), i)));
            } else if (soup.size() > 2) {
                neighbours.add(Mixture.uniform(without(soup.members(), i)));
            }
        }
        return neighbours;
    }

    private List<Mixture> swapped(Mixture soup) {
        List<Mixture> neighbours = new ArrayList<>();
        for (int i : bestFirst) {
            if (!soup.contains(i)) {
                for (int member : soup.members()) {
                    neighbours.add(Mixture.uniform(with(without(soup.members(), member), i)));
                }
            }
        }
        return neighbours;
    }

    private static int[] with(int[] models, int added) {
        return IntStream.concat(Arrays.stream(models), IntStream.of(added)).toArray();
    }

    private static int[] without(int[] models, int dropped) {
        return Arrays.stream(models).filter(i -> i != dropped).toArray();
    }
}
