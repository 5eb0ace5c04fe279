package dev.radin.tensor.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TestTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ApartTensorsTest {

    private static final List<TensorDifference> BODY = List.of(
            matrix("stem.weight", 0.05, 0.01),
            vector("stem.bias", 0.9, 0.01),
            matrix("body.weight", 0.1, 0.02),
            matrix("neck.weight", 0.2, 0.03));

    @Test
    void headsThatAreUnrelatedBesideABodyThatIsNot() {
        List<TensorDifference> heads = List.of(
                matrix("head.0.weight", 0.8, 0.1), vector("head.0.bias", 0.9, 0.1), matrix("head.1.weight", 1, 0.02));

        ApartTensors apart = ApartTensors.among(and(heads)).orElseThrow();

        assertThat(apart.names()).containsExactly("head.0.weight", "head.0.bias", "head.1.weight");
        assertThat(apart.factor()).isCloseTo(4, within(1e-12));
    }

    @Test
    void aVectorIsNamedOnlyBesideItsMatrixAndWhereItIsUnrelatedToo() {
        List<TensorDifference> heads =
                List.of(matrix("head.weight", 1, 0.1), vector("head.bias", 0.6, 0.1), vector("other.bias", 1, 0.1));

        assertThat(ApartTensors.among(and(heads)).orElseThrow().names()).containsExactly("head.weight");
    }

    @Test
    void networksOfWhichNothingIsRelatedHaveNoneThatStandsOut() {
        assertThat(ApartTensors.among(List.of(
                        matrix("first.weight", 0.99, 0.29),
                        vector("norm.weight", 0.1, 0.19),
                        matrix("second.weight", 1, 0.18),
                        matrix("head.weight", 0.98, 0.13))))
                .isEmpty();
    }

    @Test
    void oneThatIsRelatedStill() {
        assertThat(ApartTensors.among(and(List.of(matrix("head.weight", 0.69, 0.1)))))
                .isEmpty();
    }

    @Test
    void oneThatIsNextToZero() {
        assertThat(ApartTensors.among(and(List.of(matrix("gate.weight", 1.2, 0.009)))))
                .isEmpty();
    }

    @Test
    void besideAFrozenBodyThereIsNoBound() {
        List<TensorDifference> frozen = List.of(
                matrix("body.weight", 0, 0), matrix("head.weight", 1, 0.1), matrix("zero.weight", Double.NaN, 0));

        assertThat(ApartTensors.among(frozen)).contains(new ApartTensors(List.of("head.weight"), 1000));
    }

    @Test
    void aNetworkOfOneMatrixOrNone() {
        assertThat(ApartTensors.among(List.of(matrix("head.weight", 1, 0.1)))).isEmpty();
        assertThat(ApartTensors.among(List.of(vector("scale", 1, 0.1)))).isEmpty();
    }

    /** A second copy of one model tells nothing of how far models differ. */
    @Test
    void copiesOfAModelChangeNothing() {
        List<WeightSample> samples = List.of(sample(1, 9, 1, 2), sample(1.1f, 9, 2, -1), sample(1, 9.1f, -2, 1));

        Optional<ApartTensors> once = between(samples);

        assertThat(once.orElseThrow().names()).containsExactly("head.weight");
        assertThat(between(List.of(samples.get(0), samples.get(0), samples.get(1), samples.get(0), samples.get(2))))
                .isEqualTo(once);
        assertThat(between(List.of(samples.get(1), samples.get(1)))).isEmpty();
    }

    private static Optional<ApartTensors> between(List<WeightSample> samples) {
        return ApartTensors.between(samples, WeightSample.distances(samples));
    }

    private static WeightSample sample(float body, float otherBody, float head, float otherHead) {
        TestTensors model = new TestTensors()
                .with("body.weight", DType.F32, List.of(1L, 2L), floats(body, otherBody))
                .with("head.weight", DType.F32, List.of(1L, 2L), floats(head, otherHead));
        return WeightSample.of(model.open(), model.infos(), 1000);
    }

    private static byte[] floats(float a, float b) {
        return ByteBuffer.allocate(8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(a)
                .putFloat(b)
                .array();
    }

    private static List<TensorDifference> and(List<TensorDifference> heads) {
        return Stream.concat(BODY.stream(), heads.stream()).toList();
    }

    private static TensorDifference matrix(String name, double relative, double each) {
        return new TensorDifference(new TensorInfo(name, DType.F32, List.of(4L, 4L)), relative, each);
    }

    private static TensorDifference vector(String name, double relative, double each) {
        return new TensorDifference(new TensorInfo(name, DType.F32, List.of(4L)), relative, each);
    }
}
