package dev.radin.tensor.average;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConstantsTest {

    @ParameterizedTest
    @EnumSource(DType.class)
    void everyDtypeIsReadAndThoseThatAreNeitherAveragedNorCountedMustBeEqual(DType dtype) {
        byte[] zeros = new byte[2 * dtype.sizeBytes()];
        byte[] other = zeros.clone();
        other[other.length - 1] = 1;
        TensorSource one =
                new TestTensors().with("t", dtype, List.of(2L), zeros).open();
        TensorSource same =
                new TestTensors().with("t", dtype, List.of(2L), zeros).open();
        TensorSource different =
                new TestTensors().with("t", dtype, List.of(2L), other).open();

        assertThat(Constants.difference(one.tensors(), one, same)).isEmpty();
        assertThat(Constants.difference(one.tensors(), one, different).isPresent())
                .isEqualTo(dtype.mustBeEqual());
    }

    @Test
    void aDifferenceIsFoundHoweverLateItComes() {
        byte[] bytes = new byte[600_000];
        byte[] other = bytes.clone();
        other[599_999] = 1;

        assertThat(Constants.difference(
                        List.of(new TensorInfo("t", DType.F8_E5M2, List.of(600_000L))), f8(bytes), f8(other)))
                .isPresent();
    }

    private static TensorSource f8(byte[] bytes) {
        return new TestTensors()
                .with("t", DType.F8_E5M2, List.of((long) bytes.length), bytes)
                .open();
    }
}
