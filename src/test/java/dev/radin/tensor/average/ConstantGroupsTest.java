package dev.radin.tensor.average;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ConstantGroupsTest {

    private final Map<String, TensorSource> models = new LinkedHashMap<>();

    @ParameterizedTest
    @EnumSource(DType.class)
    void everyDtypeThatIsNeitherAveragedNorCountedMustBeEqual(DType dtype) {
        byte[] zeros = new byte[(int) dtype.bytes(4)];
        byte[] other = zeros.clone();
        other[other.length - 1] = 1;
        add("a", new TestTensors().with("t", dtype, List.of(4L), zeros));
        add("b", new TestTensors().with("t", dtype, List.of(4L), zeros));
        add("c", new TestTensors().with("t", dtype, List.of(4L), other));

        assertThat(groups().misfits(Optional.empty()).keySet())
                .isEqualTo(
                        dtype.mustBeEqual()
                                ? Map.of("c", "").keySet()
                                : Map.of().keySet());
    }

    @Test
    void theLargestGroupIsRightWhereverTheOddOneStands() {
        add("odd", table(1));
        add("a", table(0));
        add("b", table(0));

        assertThat(groups().misfits(Optional.of(table(1).open())))
                .containsOnlyKeys("odd")
                .allSatisfy((name, message) -> assertThat(message).contains("tensor table differs", "F8_E5M2"));
    }

    @Test
    void ofEquallyLargeGroupsTheArchitecturesIsRightOrElseTheFirst() {
        add("a", table(0));
        add("b", table(1));

        assertThat(groups().misfits(Optional.empty())).containsOnlyKeys("b");
        assertThat(groups().misfits(Optional.of(table(1).open()))).containsOnlyKeys("a");
        assertThat(groups().misfits(Optional.of(table(2).open()))).containsOnlyKeys("b");
        assertThat(groups().misfits(Optional.of(new TestTensors().f32("w", 1).open())))
                .containsOnlyKeys("b");
    }

    @Test
    void noModelsAreNoMisfits() {
        assertThat(groups().misfits(Optional.empty())).isEmpty();
    }

    private void add(String name, TestTensors tensors) {
        models.put(name, tensors.open());
    }

    private ConstantGroups groups() {
        return ConstantGroups.of(models, TensorSource::tensors, Function.identity());
    }

    /** Ends in that byte, after more than one block. */
    private static TestTensors table(int last) {
        byte[] bytes = new byte[(1 << 20) + 100];
        bytes[bytes.length - 1] = (byte) last;
        return new TestTensors().with("table", DType.F8_E5M2, List.of((long) bytes.length), bytes);
    }
}
