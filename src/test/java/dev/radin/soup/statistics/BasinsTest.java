package dev.radin.soup.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.soup.statistics.Basins.Basin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models planted around starts: from one start they are about √2 apart, and starts are ten apart. */
class BasinsTest {

    private static final int DIMENSIONS = 200;

    @ParameterizedTest
    @CsvSource({"6, 6", "5, 7", "2, 10", "2, 2", "40, 3"})
    void modelsOfTwoStartsAreTwoBasins(int first, int second) {
        Basins basins = Basins.of(distances(planted(3, first, second)));

        List<Integer> left = range(0, first);
        List<Integer> right = range(first, first + second);
        assertThat(basins.all())
                .containsExactly(
                        new Basin(first >= second ? left : right, List.of()),
                        new Basin(first >= second ? right : left, List.of()));
    }

    @Test
    void threeStartsAreThreeBasinsLargestFirst() {
        Basins basins = Basins.of(distances(planted(4, 3, 8, 5)));

        assertThat(basins.all()).extracting(Basin::members).containsExactly(range(3, 11), range(11, 16), range(0, 3));
    }

    @Test
    void oneFarModelIsFarWithinItsBasin() {
        double[][] weights = planted(5, 9);
        weights[4] = scaled(weights[4], 4);

        assertThat(Basins.of(distances(weights)).all())
                .containsExactly(new Basin(List.of(0, 1, 2, 3, 5, 6, 7, 8), List.of(4)));
    }

    @Test
    void aModelFromAnotherStartOnItsOwnIsFarWithinTheNearest() {
        assertThat(Basins.of(distances(planted(6, 6, 1, 5))).all())
                .hasSize(2)
                .flatExtracting(Basin::far)
                .containsExactly(6);
    }

    @Test
    void equalDistancesAreOneBasin() {
        double[][] equal = new double[8][8];
        Arrays.stream(equal).forEach(row -> Arrays.fill(row, 3));
        IntStream.range(0, 8).forEach(i -> equal[i][i] = 0);

        assertThat(Basins.of(equal).all()).containsExactly(new Basin(range(0, 8), List.of()));
        assertThat(Basins.of(new double[4][4]).all()).containsExactly(new Basin(range(0, 4), List.of()));
    }

    @Test
    void oneModelAndTwoAreOneBasin() {
        assertThat(Basins.of(new double[1][1]).all()).containsExactly(new Basin(List.of(0), List.of()));
        assertThat(Basins.of(new double[][] {{0, 9}, {9, 0}}).all())
                .containsExactly(new Basin(List.of(0, 1), List.of()));
    }

    @Test
    void aDuplicateChangesNothing() {
        double[][] weights = planted(7, 6, 6);
        double[][] more = Arrays.copyOf(weights, 13);
        more[12] = weights[9].clone();

        assertThat(Basins.of(distances(more)).all())
                .extracting(Basin::members)
                .containsExactly(List.of(6, 7, 8, 9, 10, 11, 12), range(0, 6));
    }

    @Test
    void aWideSweepFromOneStartIsOneBasin() {
        double[][] weights = planted(8, 12);
        for (int i = 0; i < 12; i++) {
            weights[i] = scaled(weights[i], 1 + i / 24.0);
        }

        assertThat(Basins.of(distances(weights)).all()).hasSize(1);
    }

    @Test
    void whatIsNoNumberIsFar() {
        double[][] distances = distances(planted(9, 6));
        for (int i = 0; i < 5; i++) {
            distances[i][5] = distances[5][i] = Double.NaN;
        }

        assertThat(Basins.of(distances).all()).containsExactly(new Basin(range(0, 5), List.of(5)));
    }

    @Test
    void modelsFarByTheirMediansAreFarInOneBasin() {
        assertThat(Basins.ofMedians(new double[] {1, 1, 9, 1, Double.NaN}).all())
                .containsExactly(new Basin(List.of(0, 1, 3, 4), List.of(2)));
    }

    @Property(tries = 60)
    void theOrderOfTheModelsChangesNothing(@ForAll long seed, @ForAll @IntRange(min = 1, max = 4) int starts) {
        Random random = new Random(seed);
        int[] sizes = random.ints(starts, 1, 9).toArray();
        double[][] weights = planted(seed, sizes);
        for (int i = 0; i < weights.length; i++) {
            weights[i] = scaled(weights[i], Math.exp(0.5 * random.nextGaussian()));
        }
        List<Integer> order = new ArrayList<>(range(0, weights.length));
        Collections.shuffle(order, random);
        double[][] shuffled = order.stream().map(i -> weights[i]).toArray(double[][]::new);

        Basins basins = Basins.of(distances(weights));

        assertThat(named(Basins.of(distances(shuffled)), order)).isEqualTo(named(basins, range(0, weights.length)));
        assertThat(basins.all().stream()
                        .mapToInt(b -> b.members().size() + b.far().size())
                        .sum())
                .isEqualTo(weights.length);
    }

    @Test
    void twoHundredAndFiftySixModels() {
        assertThat(Basins.of(distances(planted(10, 128, 127, 1))).all())
                .extracting(basin -> basin.members().size())
                .containsExactly(128, 127);
    }

    private static Set<List<Set<Integer>>> named(Basins basins, List<Integer> names) {
        Set<List<Set<Integer>>> named = new HashSet<>();
        basins.all().forEach(basin -> named.add(List.of(named(basin.members(), names), named(basin.far(), names))));
        return named;
    }

    private static Set<Integer> named(List<Integer> models, List<Integer> names) {
        return new HashSet<>(models.stream().map(names::get).toList());
    }

    private static List<Integer> range(int first, int end) {
        return IntStream.range(first, end).boxed().toList();
    }

    /** [models][dimensions]: the starts in different directions, the models around them. */
    private static double[][] planted(long seed, int... sizes) {
        Random random = new Random(seed);
        List<double[]> weights = new ArrayList<>();
        for (int start = 0; start < sizes.length; start++) {
            for (int k = 0; k < sizes[start]; k++) {
                double[] w = IntStream.range(0, DIMENSIONS)
                        .mapToDouble(d -> random.nextGaussian() / Math.sqrt(DIMENSIONS))
                        .toArray();
                w[start] += 10 * start;
                weights.add(w);
            }
        }
        return weights.toArray(double[][]::new);
    }

    private static double[] scaled(double[] weights, double factor) {
        return Arrays.stream(weights).map(w -> w * factor).toArray();
    }

    private static double[][] distances(double[][] weights) {
        double[][] distances = new double[weights.length][weights.length];
        for (int i = 0; i < weights.length; i++) {
            for (int j = 0; j < weights.length; j++) {
                double sum = 0;
                for (int d = 0; d < DIMENSIONS; d++) {
                    sum += Math.pow(weights[i][d] - weights[j][d], 2);
                }
                distances[i][j] = Math.sqrt(sum);
            }
        }
        return distances;
    }
}
