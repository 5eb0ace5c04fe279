package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;
import dev.radin.soup.estimate.KeptClasses;
import dev.radin.soup.estimate.ValidationSet;
import dev.radin.soup.learn.MixtureFit;
import dev.radin.soup.learn.MixtureFit.Caution;
import dev.radin.soup.statistics.Basins;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A basin with the mixture of its models that was learnt before anything of it was evaluated.
 *
 * @param models ascending, two at least
 * @param far models nearest to these, though far from them
 * @param mixed what mixtures are learnt of: the models, and the base where there is one
 * @param ownLosses of what is mixed, see {@link MixtureFit#ownLosses}
 * @param mixture may be a single model
 * @param loss by which basins are compared, lower is better: see {@link MixtureFit#judge}
 */
record LearntBasin(int[] models, int[] far, int[] mixed, double[] ownLosses, Mixture mixture, double loss) {

    private static final Comparator<LearntBasin> BEST_FIRST = Comparator.comparingDouble(LearntBasin::loss)
            .thenComparingInt(basin -> -basin.models.length)
            .thenComparingInt(basin -> basin.models[0]);

    private static final int[] NONE = {};

    /** Those with soups, best first. */
    static List<LearntBasin> bestFirst(SearchState state) {
        return state.basins().all().stream()
                .filter(Basins.Basin::hasSoups)
                .map(basin -> learn(
                        state,
                        basin.models(),
                        basin.far().stream().mapToInt(i -> i).toArray()))
                .sorted(BEST_FIRST)
                .toList();
    }

    private static LearntBasin learn(SearchState state, int[] models, int[] far) {
        int[] mixed = state.base().isEmpty() ? models : sorted(models, new int[] {state.models()});
        KeptClasses kept = kept(state, mixed, List.of());
        double[] ownLosses = MixtureFit.ownLosses(kept, mixed.length);
        MixtureFit fit = new MixtureFit(kept, ownLosses, List.of());
        double[] p = fit.learn(Caution.FIRST);
        return new LearntBasin(models, far, mixed, ownLosses, Mixture.of(mixed, p), fit.judge(p));
    }

    private static int[] sorted(int[] some, int[] others) {
        return IntStream.concat(IntStream.of(some), IntStream.of(others))
                .sorted()
                .toArray();
    }

    /**
     * The same with the far models, learnt as the first was: distance alone does not tell that weights cannot be averaged, an
     * evaluation does.
     *
     * @return empty where there are none
     */
    Optional<LearntBasin> reach(SearchState state) {
        if (far.length == 0) {
            return Optional.empty();
        }
        state.estimator().release();
        return Optional.of(learn(state, sorted(models, far), NONE));
    }

    /** Whether a far model is in it. */
    boolean reaches(Mixture soup) {
        return IntStream.of(far).anyMatch(soup::contains);
    }

    /**
     * Learnt again with what evaluations showed.
     *
     * @param soups that were evaluated, of these models only, with finite logits
     * @return with few members and with more
     */
    List<Mixture> refits(SearchState state, List<Mixture> soups) {
        MixtureFit fit = new MixtureFit(
                kept(state, mixed, soups),
                ownLosses,
                soups.stream().map(soup -> weights(mixed, soup)).toList());
        double[] start = weights(mixed, mixture);
        return Stream.of(Caution.REFITTED, Caution.REFITTED_BROADLY)
                .map(caution -> Mixture.of(mixed, fit.learn(caution, start)))
                .toList();
    }

    /** The soup of the two models with the lowest NLL on their own, each at its best temperature; of equals the first. */
    Mixture bestTwo() {
        // The base comes after the models.
        return Mixture.uniform(IntStream.range(0, models.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> ownLosses[i]))
                .limit(2)
                .mapToInt(i -> models[i])
                .sorted()
                .toArray());
    }

    boolean contains(Mixture soup) {
        return IntStream.of(mixed).filter(soup::contains).count() == soup.size();
    }

    private static KeptClasses kept(SearchState state, int[] models, List<Mixture> soups) {
        List<Mixture> columns = Stream.concat(IntStream.of(models).mapToObj(Mixture::single), soups.stream())
                .toList();
        List<ValidationSet> sets = state.logits().open(columns);
        try {
            return KeptClasses.of(
                    sets.stream().map(set -> set.forLikelihood(state.metric())).toList(),
                    models.length,
                    state.logits().resources());
        } finally {
            sets.forEach(ValidationSet::close);
        }
    }

    /** One a model, zero for those that are no members. */
    private static double[] weights(int[] models, Mixture soup) {
        double[] weights = new double[models.length];
        for (int i = 0, k = 0; i < models.length && k < soup.size(); i++) {
            if (models[i] == soup.member(k)) {
                weights[i] = soup.weight(k++);
            }
        }
        return weights;
    }
}
