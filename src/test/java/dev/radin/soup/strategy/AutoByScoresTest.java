package dev.radin.soup.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.soup.Choice;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Mixture;
import dev.radin.soup.statistics.Basins;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The same where there are scores alone. */
class AutoByScoresTest {

    @Property(tries = 30)
    void byScoresAutoEndsWhereNoSingleStepIsHigher(@ForAll @IntRange(min = 2, max = 7) int models, @ForAll long seed) {
        SimulatedPool pool = new SimulatedPool(models, seed);

        List<Evaluated> evaluated = pool.run(Strategy.autoByScores(), 1000);

        Assume.that(Strategy.autoByScores()
                .propose(pool.state(evaluated), 0)
                .barriers()
                .isEmpty());
        Evaluated best = Choice.among(pool.singles, evaluated).chosen();
        List<Mixture> steps = Subsets.all(IntStream.range(0, models).toArray()).stream()
                .filter(soup -> differences(soup, best.mixture(), models) == 1)
                .toList();
        assertThat(evaluated).extracting(Evaluated::mixture).containsAll(steps);
        assertThat(evaluated)
                .filteredOn(soup -> steps.contains(soup.mixture()))
                .noneMatch(soup -> soup.utility() > best.utility());
    }

    private static long differences(Mixture one, Mixture other, int models) {
        return IntStream.range(0, models)
                .filter(i -> one.contains(i) != other.contains(i))
                .count();
    }

    @Test
    void byScoresAutoBeginsWithTheBestTwoThreeFiveAndEight() {
        SimulatedPool pool = new SimulatedPool(10, 5);
        int[] order = pool.state(List.of()).bestSinglesFirst();

        List<Evaluated> evaluated = pool.run(Strategy.autoByScores(), 4);

        assertThat(evaluated)
                .extracting(Evaluated::mixture)
                .containsExactly(
                        Mixture.uniform(Arrays.copyOf(order, 2)),
                        Mixture.uniform(Arrays.copyOf(order, 3)),
                        Mixture.uniform(Arrays.copyOf(order, 5)),
                        Mixture.uniform(Arrays.copyOf(order, 8)));
    }

    @Test
    void byScoresAutoTriesTheBestTwoThoughTheyAreFar() {
        SimulatedPool pool = new SimulatedPool(6, 5);
        int[] order = pool.state(List.of()).bestSinglesFirst();
        List<Integer> near =
                IntStream.range(0, 6).filter(i -> i != order[1]).boxed().toList();
        pool.basins(new Basins.Basin(near, List.of(order[1])));

        List<Evaluated> evaluated = pool.run(Strategy.autoByScores(), 2);

        assertThat(evaluated)
                .extracting(Evaluated::mixture)
                .containsExactly(Mixture.uniform(order[0], order[1]), Mixture.uniform(order[0], order[2], order[3]));
    }

    @Test
    void byScoresAutoStaysInTheBasinOfTheBestModelUnlessItShowsABarrier() {
        SimulatedPool pool = new SimulatedPool(8, 5);
        pool.basins(new Basins.Basin(List.of(0, 1, 2), List.of(3)), new Basins.Basin(List.of(4, 5, 6), List.of(7)));
        int best = pool.state(List.of()).bestSinglesFirst()[0] / 4;
        int other = 1 - best;

        List<Evaluated> whole = pool.run(Strategy.autoByScores(), 1000);
        Proposals proposals = Strategy.autoByScores().propose(pool.state(whole), 0);
        pool.brokenBasin = best;
        List<Evaluated> broken = pool.run(Strategy.autoByScores(), 1000);
        Proposals otherwise = Strategy.autoByScores().propose(pool.state(broken), 0);

        assertThat(whole).isNotEmpty().allMatch(soup -> soup.mixture().member(0) / 4 == best);
        assertThat(proposals.barriers()).isEmpty();
        assertThat(proposals.keptOut())
                .hasSize(4)
                .containsEntry(4 * other, KeptOut.OtherBasin)
                .containsEntry(4 * other + 3, KeptOut.FarInBasin);
        assertThat(whole.subList(0, 2)).noneMatch(soup -> soup.mixture().contains(4 * best + 3));
        assertThat(whole).anyMatch(soup -> soup.mixture().contains(4 * best + 3));
        assertThat(broken.subList(0, 2)).allMatch(soup -> soup.mixture().member(0) / 4 == best);
        assertThat(broken.subList(2, broken.size()))
                .isNotEmpty()
                .allMatch(soup -> soup.mixture().member(0) / 4 != best);
        assertThat(otherwise.barriers()).hasSize(2);
        assertThat(otherwise.keptOut()).containsOnlyKeys(4 * best + 3);
        assertThat(otherwise.next()).isEmpty();
    }
}
