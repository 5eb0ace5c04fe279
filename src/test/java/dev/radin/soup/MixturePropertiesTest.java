package dev.radin.soup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class MixturePropertiesTest {

    /** As ranking.json is written and read between stages, and report.json by readers. */
    @Property
    void weightsThatWereWrittenAndReadAreTheSameMixture(
            @ForAll @Size(min = 2, max = 40) List<@DoubleRange(min = 0.001, max = 1) @Scale(6) Double> weights) {
        int[] models = IntStream.range(0, weights.size()).toArray();
        Mixture once = Mixture.of(
                models, weights.stream().mapToDouble(Double::doubleValue).toArray());

        Mixture again = Mixture.of(once.members(), written(once));

        assertThat(again).isEqualTo(once);
        assertThat(written(again)).isEqualTo(written(once));
    }

    @Test
    void aUsersWeightsKeepTheirRatio() {
        Mixture mixture = Mixture.of(new int[] {0, 1}, new double[] {0.6, 0.2});

        assertThat(mixture.weight(0)).isEqualTo(0.6 / (0.6 + 0.2));
        assertThat(mixture.weight(1)).isEqualTo(0.2 / (0.6 + 0.2));
    }

    @Test
    void hugeAndTinyWeightsAreScaledToo() {
        Mixture huge = Mixture.of(new int[] {0, 1}, new double[] {Double.MAX_VALUE, Double.MAX_VALUE / 4});
        Mixture tiny = Mixture.of(new int[] {0, 1}, new double[] {Double.MAX_VALUE, Double.MIN_VALUE});

        assertThat(huge.weight(0)).isEqualTo(0.8);
        assertThat(tiny.isSingle()).isTrue();
    }

    @Test
    void distanceIsTheSumOfAllDifferencesOfWeights() {
        Mixture mixture = Mixture.of(new int[] {0, 2, 5}, new double[] {0.5, 0.25, 0.25});

        assertThat(mixture.distance(mixture)).isZero();
        assertThat(mixture.distance(Mixture.single(7))).isEqualTo(2);
        assertThat(mixture.distance(Mixture.uniform(0, 1, 2, 5))).isEqualTo(0.5);
        assertThat(Mixture.uniform(0, 1, 2, 5).distance(mixture)).isEqualTo(0.5);
    }

    private static double[] written(Mixture mixture) {
        return IntStream.range(0, mixture.size())
                .mapToObj(mixture::weight)
                .map(Object::toString)
                .mapToDouble(Double::parseDouble)
                .toArray();
    }
}
