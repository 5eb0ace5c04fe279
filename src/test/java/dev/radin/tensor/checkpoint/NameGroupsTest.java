package dev.radin.tensor.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NameGroupsTest {

    @Test
    void fewNamesAreWrittenOut() {
        assertThat(NameGroups.summarise(List.of("b.weight", "a"))).isEqualTo("b.weight, a");
    }

    @Test
    void layersThatDifferByNumberAreOneGroup() {
        List<String> names = IntStream.of(0, 1, 2, 5, 7, 8)
                .mapToObj(i -> "layers." + i + ".weight")
                .toList();

        assertThat(NameGroups.summarise(names)).isEqualTo("layers.0–2,5,7–8.weight (6)");
    }

    @Test
    void manyKindsAreShortenedToTheirCommonBeginning() {
        List<String> names = IntStream.range(0, 12)
                .boxed()
                .flatMap(i -> Stream.of("q", "k", "v", "o").map(part -> "encoder." + i + "." + part + ".weight"))
                .toList();

        assertThat(NameGroups.summarise(names)).isEqualTo("encoder.0–11.… (48)");
    }

    @Test
    void namesWithNothingInCommonAreCounted() {
        List<String> names = IntStream.range(0, 300).mapToObj(i -> "x" + i).toList();

        assertThat(NameGroups.summarise(names)).isEqualTo("x0, x1, x2 and 297 more");
    }

    @Test
    void anyTextAtAllIsANameToo() {
        assertThat(NameGroups.summarise(List.of("", ".", "..", "99999999999999999999.a")))
                .isNotEmpty();
    }
}
