package dev.radin.soup.strategy;

import dev.radin.soup.Barrier;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Mixture;
import dev.radin.soup.statistics.Basins;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The soups that {@link AutoByScores} would evaluate, as far as they are known today, all of equal weights. Of the basin with
 * the best single model, models by their own scores: the best two, which may be far from the others, and the best three that are
 * not; then the best 5, 8, 13, … of these; then a climb from the best of all, on which one model is added or left out as long
 * as the true score becomes strictly higher. On that climb models that are far from the others may join too, as it is true
 * scores that decide. A basin whose first two soups both score less than their members gives way to the next.
 *
 * <p>Each soup depends only on evaluations of those before it, so the list is the same whenever it is asked for.
 */
final class ScoredPlan {

    private final SearchState state;
    private final int atMost;

    /** Models by their own scores, best first. */
    private final List<Integer> order;

    private final List<Mixture> planned = new ArrayList<>();
    private final List<Barrier> barriers = new ArrayList<>();

    ScoredPlan(SearchState state, int atMost) {
        this.state = state;
        this.atMost = atMost;
        this.order = IntStream.of(state.bestSinglesFirst()).boxed().toList();
    }

    /**
     * Where soups are made.
     *
     * @param members that can be averaged, as far as distances tell, the best by itself first
     * @param near the same, and models that are far from them though nearest to them
     */
    private record Group(List<Integer> members, List<Integer> near) {}

    Proposals proposals() {
        List<Group> groups = groups();
        for (int k = 0; k < groups.size(); k++) {
            Group group = groups.get(k);
            List<Mixture> first = Stream.of(best(group.near(), 2), best(group.members(), 3))
                    .distinct()
                    .toList();
            planned.addAll(first);
            if (!open().isEmpty()) {
                return answer(true, groups, k);
            }
            if (!showsBarrier(first)) {
                return answer(afterFirst(group), groups, k);
            }
        }
        return answer(false, groups, groups.size() - 1);
    }

    /** The basins with soups, that with the best model first. */
    private List<Group> groups() {
        return state.basins().all().stream()
                .filter(Basins.Basin::hasSoups)
                .map(basin -> new Group(
                        inOrder(basin.members()),
                        inOrder(Stream.concat(basin.members().stream(), basin.far().stream())
                                .toList())))
                .sorted(Comparator.comparingInt(
                        group -> order.indexOf(group.near().get(0))))
                .toList();
    }

    private List<Integer> inOrder(List<Integer> models) {
        return order.stream().filter(models::contains).toList();
    }

    private boolean showsBarrier(List<Mixture> first) {
        List<Barrier> shown = first.stream()
                .map(soup -> Barrier.ofScore(state.evaluation(soup).orElseThrow(), state.meanSingle(soup)))
                .filter(Barrier::isThere)
                .toList();
        if (shown.size() < first.size()) {
            return false;
        }
        barriers.addAll(shown);
        return true;
    }

    /** @return whether something is open */
    private boolean afterFirst(Group group) {
        // Sizes grow as Fibonacci's numbers do: each is some two thirds larger than the one before.
        for (int size = 5, last = 3; size < group.members().size(); ) {
            planned.add(best(group.members(), size));
            int next = size + last;
            last = size;
            size = next;
        }
        return !open().isEmpty() || climb(group.near());
    }

    /** Goes from the best as far as evaluations lead, and plans each step. @return whether one is open */
    private boolean climb(List<Integer> near) {
        Evaluated top = start(near);
        while (true) {
            Evaluated higher = null;
            for (Mixture step : steps(top.mixture(), near)) {
                if (!planned.contains(step)) {
                    planned.add(step);
                }
                Optional<Evaluated> known = state.evaluation(step);
                if (known.isEmpty()) {
                    return true;
                }
                // False for NaN.
                if (known.get().utility() > top.utility()) {
                    higher = known.get();
                    break;
                }
            }
            if (higher == null) {
                return false;
            }
            top = higher;
        }
    }

    /** The best of the soups so far, which are all evaluated, and of the models by themselves. */
    private Evaluated start(List<Integer> near) {
        int single = near.get(0);
        Evaluated best = new Evaluated(
                Mixture.single(single), state.singles().get(single).utility(), Double.NaN);
        for (Mixture soup : planned) {
            Evaluated evaluated = state.evaluation(soup).orElseThrow();
            boolean here = IntStream.of(soup.members()).allMatch(near::contains);
            best = here && evaluated.utility() > best.utility() ? evaluated : best;
        }
        return best;
    }

    /** With one model more, the best first; then with one less, the worst first. */
    private static List<Mixture> steps(Mixture soup, List<Integer> near) {
        List<Mixture> steps = new ArrayList<>();
        List<Integer> members = near.stream().filter(soup::contains).toList();
        for (int model : near) {
            if (!soup.contains(model)) {
                steps.add(uniform(
                        Stream.concat(members.stream(), Stream.of(model)).toList()));
            }
        }
        for (int k = members.size() - 1; k >= 0 && members.size() > 2; k--) {
            int left = members.get(k);
            steps.add(uniform(members.stream().filter(model -> model != left).toList()));
        }
        return steps;
    }

    private static Mixture best(List<Integer> models, int size) {
        return uniform(models.subList(0, Math.min(size, models.size())));
    }

    private static Mixture uniform(List<Integer> models) {
        return Mixture.uniform(models.stream().mapToInt(model -> model).toArray());
    }

    private List<Mixture> open() {
        return planned.stream().filter(soup -> state.evaluation(soup).isEmpty()).toList();
    }

    /** @param used the last of the groups that soups are proposed of */
    private Proposals answer(boolean more, List<Group> groups, int used) {
        List<Candidate> candidates = planned.stream()
                .map(soup -> new Candidate(soup, Double.NaN, Double.NaN))
                .toList();
        List<Candidate> next = candidates.stream()
                .filter(candidate -> state.evaluation(candidate.mixture()).isEmpty())
                .limit(atMost)
                .toList();
        return new Proposals(next, more, candidates, keptOut(groups, used), barriers);
    }

    /** Models that are far from the others are not, once a step has taken them in. */
    private Map<Integer, KeptOut> keptOut(List<Group> groups, int used) {
        IntStream others = groups.stream().skip(used + 1L).flatMapToInt(group -> group.members().stream()
                .mapToInt(model -> model));
        Map<Integer, KeptOut> keptOut = KeptOut.of(state.basins(), others);
        keptOut.keySet().removeIf(model -> planned.stream().anyMatch(soup -> soup.contains(model)));
        return keptOut;
    }
}
