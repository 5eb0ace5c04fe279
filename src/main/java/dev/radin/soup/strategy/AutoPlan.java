package dev.radin.soup.strategy;

import dev.radin.soup.Barrier;
import dev.radin.soup.Mixture;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The list of soups that {@link Auto} would evaluate, as far as it is known today. First of the best basin: the learnt
 * mixture, that of the second basin, the two best models, the mixture that takes in models which are far from the others, and
 * the best of {@link Search}; once these are evaluated two refits, of the far models too where their soup shows no barrier,
 * and where the budget asks for it the rest of the search. A basin whose mixture shows a barrier gives way to the next.
 *
 * <p>Each part depends only on evaluations of parts before it, which are all awaited. So the list is the same whenever it is
 * asked for.
 */
final class AutoPlan {

    /** Σ|p − q| below which one of two mixtures tells nothing new. */
    private static final double NEARLY_EQUAL = 0.05;

    private final SearchState state;
    private final long seed;
    private final int atMost;
    private final boolean searchesOn;

    /** What evaluations showed; a look at a soup's logits each, so once. */
    private final List<Barrier> barriers;

    private final List<Mixture> planned = new ArrayList<>();
    private List<Candidate> searched = List.of();
    private Optional<LearntBasin> reach = Optional.empty();
    private int basinsUsed;

    AutoPlan(SearchState state, long seed, int atMost) {
        this.state = state;
        this.seed = seed;
        this.atMost = atMost;
        this.searchesOn = state.evaluated().size() + atMost > Auto.ENOUGH;
        this.barriers = state.evaluated().stream()
                .map(soup -> Barrier.of(soup, state.ownLoss(soup.mixture()), state.logits()::calibratedLoss))
                .filter(Barrier::isThere)
                .toList();
    }

    Proposals proposals() {
        List<LearntBasin> basins = state.findings().basins(() -> LearntBasin.bestFirst(state));
        boolean more = false;
        for (int k = 0; k < basins.size() && open().isEmpty(); k++) {
            LearntBasin basin = basins.get(k);
            basinsUsed = Math.max(k + 1, Math.min(2, basins.size()));
            firstOf(basin, k == 0 && basins.size() > 1 ? Optional.of(basins.get(1)) : Optional.empty());
            more = !open().isEmpty();
            if (open().isEmpty() && !showsBarrier(basin.mixture())) {
                more = afterFirst(basin);
                break;
            }
        }
        return answer(more, basins);
    }

    private void firstOf(LearntBasin basin, Optional<LearntBasin> second) {
        // Before the search: its estimates would have to be let go for the memory, and looked at again.
        Optional<LearntBasin> wide = state.findings().reach(basin, () -> basin.reach(state));
        reach = wide.filter(other -> basin.reaches(other.mixture()));
        searched = state.findings().search(basin, seed, () -> new Search(seed).ranking(state, basin.models()));
        plan(basin.mixture(), 0);
        second.ifPresent(other -> plan(other.mixture(), 0));
        plan(wide.orElse(basin).bestTwo(), 0);
        reach.ifPresent(other -> plan(other.mixture(), NEARLY_EQUAL));
        plan(searched.get(0).mixture(), 0);
    }

    /** @return whether there is more to propose after what is open now */
    private boolean afterFirst(LearntBasin basin) {
        LearntBasin joined = reach.filter(wide -> meets(wide.mixture())).orElse(basin);
        List<Mixture> soups = planned.stream()
                .filter(joined::contains)
                .filter(soup ->
                        !Double.isNaN(state.evaluation(soup).orElseThrow().utility()))
                .toList();
        state.estimator().release();
        joined.refits(state, soups).forEach(mixture -> plan(mixture, NEARLY_EQUAL));
        if (!searchesOn) {
            return false;
        }
        if (open().isEmpty()) {
            searched.forEach(candidate -> plan(candidate.mixture(), 0));
            return open().size() > atMost;
        }
        return searched.stream().anyMatch(candidate -> !planned.contains(candidate.mixture()));
    }

    /** A single model is known already. */
    private void plan(Mixture mixture, double tolerance) {
        boolean known = planned.stream()
                .anyMatch(other -> other.equals(mixture) || tolerance > 0 && other.distance(mixture) < tolerance);
        if (!mixture.isSingle() && !known) {
            planned.add(mixture);
        }
    }

    private List<Mixture> open() {
        return planned.stream()
                .filter(mixture -> state.evaluation(mixture).isEmpty())
                .toList();
    }

    /** Whether an evaluation shows that its members' weights can be averaged. */
    private boolean meets(Mixture mixture) {
        return state.evaluation(mixture).isPresent() && !showsBarrier(mixture);
    }

    private boolean showsBarrier(Mixture mixture) {
        return barriers.stream().anyMatch(barrier -> barrier.soup().equals(mixture));
    }

    private Proposals answer(boolean more, List<LearntBasin> basins) {
        double[] estimates = state.estimator().estimate(planned);
        List<Candidate> candidates = new ArrayList<>();
        for (int k = 0; k < estimates.length; k++) {
            candidates.add(new Candidate(planned.get(k), estimates[k], estimates[k]));
        }
        List<Candidate> next = candidates.stream()
                .filter(candidate -> state.evaluation(candidate.mixture()).isEmpty())
                .limit(atMost)
                .toList();
        searched.stream()
                .filter(candidate -> !planned.contains(candidate.mixture()))
                .forEach(candidates::add);
        return new Proposals(next, more, candidates, keptOut(basins, next), barriers);
    }

    /** Far models are not, once a soup that has them is proposed, unless that shows a barrier. */
    private Map<Integer, KeptOut> keptOut(List<LearntBasin> basins, List<Candidate> next) {
        Map<Integer, KeptOut> keptOut = KeptOut.of(
                state.basins(), basins.stream().skip(basinsUsed).flatMapToInt(basin -> IntStream.of(basin.models())));
        Stream.concat(next.stream().map(Candidate::mixture), planned.stream().filter(soup -> state.evaluation(soup)
                        .isPresent()))
                .filter(soup -> !showsBarrier(soup))
                .forEach(soup -> IntStream.of(soup.members()).forEach(keptOut::remove));
        return keptOut;
    }
}
