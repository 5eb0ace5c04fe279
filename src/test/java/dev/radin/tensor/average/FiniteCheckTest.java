package dev.radin.tensor.average;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiniteCheckTest {

    @Test
    void finiteWeightsAndIntegersOfAnyBitsPass() {
        TensorSource model = new TestTensors()
                .f32("a", Float.MAX_VALUE, -0f, Float.MIN_VALUE)
                .f64("b", Double.MAX_VALUE)
                .i64("c", -1, 0x7FF0_0000_0000_0000L)
                .with("d", DType.F16, List.of(1L), new byte[] {(byte) 0xFF, 0x7B})
                .with("e", DType.BF16, List.of(1L), new byte[] {0x7F, 0x7F})
                .open();

        assertThat(FiniteCheck.scan(model)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"F16,0x7C00", "F16,0xFC00", "F16,0x7C01", "BF16,0x7F80", "BF16,0xFFC0"})
    void halvesAreLookedAtToo(DType dtype, String bits) {
        int code = Integer.decode(bits);
        byte[] bytes = {0, 0, (byte) code, (byte) (code >> 8)};

        TensorSource model =
                new TestTensors().with("h", dtype, List.of(2L), bytes).open();

        assertThat(FiniteCheck.scan(model)).get().satisfies(found -> {
            assertThat(found.firstIndex()).isEqualTo(1);
            assertThat(found.count()).isEqualTo(1);
        });
    }

    @Test
    void saysWhereTheFirstIsAndHowManyThereAreAcrossBlocks() {
        float[] large = new float[200_000];
        large[150_000] = Float.NEGATIVE_INFINITY;
        large[199_999] = Float.NaN;
        TensorSource model = new TestTensors()
                .f32("fine", 1)
                .f32("large", large)
                .f64("last", Double.NaN)
                .open();

        assertThat(FiniteCheck.scan(model))
                .get()
                .extracting(FiniteCheck.NonFinite::description)
                .isEqualTo("3 weights are NaN or infinite, the first is element 150000 of tensor \"large\""
                        + " (F32 [200000])");
    }

    @Test
    void whatTheArchitectureHasInThatPlaceIsAConstant() {
        float inf = Float.NEGATIVE_INFINITY;
        TensorSource architecture =
                new TestTensors().f64("mask", 0, inf, Double.NaN).f32("w", 1, 2).open();

        assertThat(FiniteCheck.scan(model(inf, 1, 2), architecture)).isEmpty();
        assertThat(FiniteCheck.scan(model(inf, 1, inf), architecture)).get().satisfies(found -> {
            assertThat(found.first().name()).isEqualTo("w");
            assertThat(found.firstIndex()).isEqualTo(1);
            assertThat(found.count()).isEqualTo(1);
        });
        assertThat(FiniteCheck.scan(model(-inf, 1, 2), architecture)).isPresent();
    }

    @Test
    void saysWhetherAnyIsNan() {
        float inf = Float.NEGATIVE_INFINITY;
        TensorSource architecture =
                new TestTensors().f32("mask", 0, 0, 0).f32("w", 1, 2).open();

        assertThat(FiniteCheck.scan(model(inf, 1, inf), architecture)).get().satisfies(found -> {
            assertThat(found.onlyInfinite()).isFalse();
            assertThat(found.nan()).isEqualTo(1);
            assertThat(found.count()).isEqualTo(3);
        });
        assertThat(FiniteCheck.scan(new TestTensors().f32("w", 1, inf).open(), architecture))
                .get()
                .satisfies(found -> {
                    assertThat(found.onlyInfinite()).isTrue();
                    assertThat(found.description())
                            .isEqualTo("one weight is infinite, element 1 of tensor \"w\" (F32 [2])");
                });
    }

    /** A mask whose last element is NaN, and two weights. */
    private static TensorSource model(float masked, float first, float second) {
        return new TestTensors()
                .f32("mask", 0, masked, Float.NaN)
                .f32("w", first, second)
                .open();
    }
}
