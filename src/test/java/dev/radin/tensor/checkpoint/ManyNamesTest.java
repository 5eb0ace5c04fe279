package dev.radin.tensor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.radin.tensor.DType;
import dev.radin.tensor.TensorInfo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Names that a hostile file may have. The limits are reached only when work grows with the square of their number. */
class ManyNamesTest {

    private static final Duration FAR_TOO_LONG = Duration.ofMinutes(1);

    @Test
    void manyOfThousandsOfParts() {
        List<String> names = IntStream.range(0, 1000)
                .mapToObj(i -> "a" + i + "b" + ".x".repeat(4000))
                .toList();

        String summary = assertTimeoutPreemptively(FAR_TOO_LONG, () -> NameGroups.summarise(names));

        assertThat(summary).endsWith(" and 997 more");
    }

    @Test
    void manyThatCollideInHashTables() {
        List<TensorInfo> tensors = IntStream.range(0, 1 << 16)
                .mapToObj(i -> IntStream.range(0, 16)
                        .mapToObj(bit -> (i >> bit & 1) == 0 ? "Aa" : "BB")
                        .collect(Collectors.joining()))
                .map(name -> new TensorInfo(name, DType.F32, List.of(1L)))
                .toList();
        assertThat(tensors.stream().map(TensorInfo::hashCode).distinct()).hasSize(1);

        Compatibility compatibility = assertTimeoutPreemptively(
                FAR_TOO_LONG, () -> Compatibility.ofEachOther(Map.of("a", tensors, "b", tensors.subList(1, 1 << 16))));

        assertThat(compatibility.misfits()).hasSize(1);
    }
}
