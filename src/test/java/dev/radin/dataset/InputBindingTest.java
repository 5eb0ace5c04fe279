package dev.radin.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.tensor.torch.ForwardArgument;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputBindingTest {

    private static final boolean ORDERED = true;

    /** Arguments with a question mark have a default; inputs without a name are numbered. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a b      | a b   | 0 1",
                "a b      | b a   | 1 0",
                "a b c    | c a b | 1 2 0",
                "a b? c?  | a     | 0",
                "a b? c?  | b a   | 1 0",
                "a        | x     | 0",
                "a b      | x y   | 0 1",
                "a b      | - -   | 0 1",
                "a b? c?  | - -   | 0 1",
                "''       | x y   | 0 1",
            })
    void inputsGoToTheArgumentsOfTheirNamesAndOthersByOrder(String arguments, String names, String indices) {
        assertThat(binding(names, ORDERED).indices(arguments(arguments)))
                .isEqualTo(
                        Arrays.stream(indices.split(" ")).map(Integer::valueOf).toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a b     | a     | forward takes a, b; it lacks an input for b.",
                "a b     | a x   | forward takes a, b; it lacks an input for b; its input x is none of them.",
                "a       | a b   | forward takes a; its input b is none of them.",
                "a b? c? | a c   | forward takes a, b (optional), c (optional); it lacks an input for b.",
                "a b     | -     | it has one input, and the network's forward takes a, b.",
                "a       | - -   | it has 2 inputs, and the network's forward takes a.",
            })
    void whatDoesNotFitIsNamed(String arguments, String names, String problem) {
        assertThatThrownBy(() -> binding(names, ORDERED).indices(arguments(arguments)))
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith("file:///val: ")
                .hasMessageContaining(problem)
                .hasMessageContaining("Give it a tensor inputs.<argument> for each");
    }

    @Test
    void namesWithoutAnOrderMustBeArguments() {
        assertThat(binding("b a", !ORDERED).indices(arguments("a b"))).containsExactly(1, 0);
        assertThatThrownBy(() -> binding("x y", !ORDERED).indices(arguments("a b")))
                .hasMessageContaining("its inputs x, y have no order, and the network's forward takes a, b");
        assertThatThrownBy(() -> binding("x y", !ORDERED).indices(List.of()))
                .hasMessageContaining("the arguments of the network's forward are not known");
    }

    @Test
    void aNoteSaysWhereNothingButTheOrderTells() {
        assertThat(binding("x y", ORDERED).note(arguments("a b"))).isPresent();
        assertThat(binding("a b", ORDERED).note(arguments("a b"))).isEmpty();
        assertThat(binding("- -", ORDERED).note(arguments("a b"))).isEmpty();
    }

    private static InputBinding binding(String names, boolean ordered) {
        return new InputBinding(
                "file:///val",
                Arrays.stream(names.split(" "))
                        .map(name -> name.equals("-") ? "" : name)
                        .toList(),
                ordered);
    }

    private static List<ForwardArgument> arguments(String text) {
        return Arrays.stream(text.split(" "))
                .filter(argument -> !argument.isEmpty())
                .map(argument -> new ForwardArgument(argument.replace("?", ""), argument.endsWith("?")))
                .toList();
    }
}
