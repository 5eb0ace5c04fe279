package dev.radin.tensor.average;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RoundedTensorsTest {

    /** Java's own conversion to float is to nearest even; read in two pieces, as nobody reads a tensor at once. */
    @Property(tries = 100)
    void elementsAreRoundedToNearestWhereverAReadBegins(
            @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @IntRange(min = 0, max = 39) int cut,
            @ForAll long seed) {
        double[] values = new Random(seed).doubles(count, -1e30, 1e30).toArray();
        TensorInfo rounded = new TensorInfo("w", DType.F32, List.of((long) count));

        try (TensorSource source = rounded(values, rounded)) {
            int first = Math.min(cut, count);
            ByteBuffer read = ByteBuffer.allocate(count * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            source.read(rounded, 0, read.limit(first * Float.BYTES));
            source.read(rounded, (long) first * Float.BYTES, read.limit(count * Float.BYTES));

            assertThat(source.tensors()).containsExactly(rounded);
            for (int k = 0; k < count; k++) {
                assertThat(read.getFloat(k * Float.BYTES)).isEqualTo((float) values[k]);
            }
        }
    }

    /** 1 + 2⁻⁸ + 2⁻⁴⁰ lies above the middle of two BF16s; by way of F32 it would lie on it, and go to the even one. */
    @Test
    void isRoundedOnce() {
        TensorInfo rounded = new TensorInfo("w", DType.BF16, List.of(1L));

        try (TensorSource source = rounded(new double[] {1 + 0x1p-8 + 0x1p-40}, rounded)) {
            ByteBuffer read = ByteBuffer.allocate(2).order(ByteOrder.LITTLE_ENDIAN);
            source.read(rounded, 0, read);

            assertThat(read.getShort(0)).isEqualTo((short) 0x3F81);
        }
    }

    @Test
    void whatASmallerTypeCannotHoldIsRefused() {
        TensorInfo rounded = new TensorInfo("w", DType.F16, List.of(1L));

        try (TensorSource source = rounded(new double[] {1e6}, rounded)) {
            assertThatThrownBy(() -> source.read(rounded, 0, ByteBuffer.allocate(2)))
                    .isInstanceOf(RadinException.class)
                    .hasMessageContaining("F16 cannot hold 1000000.0 in tensor w");
        }
    }

    private static TensorSource rounded(double[] values, TensorInfo tensor) {
        return new RoundedTensors(new TestTensors().f64("w", values).open(), List.of(tensor));
    }
}
