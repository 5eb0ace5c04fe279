package dev.radin.tensor.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardArgumentTest {

    @Test
    void argumentsAreThoseAfterSelfWithTheirDefaults() {
        String code =
                """
                class Helper(Module):
                  def forward(self: __torch__.Helper,
                    other: Tensor) -> Tensor:
                    return other
                class Net(Module):
                  __parameters__ = []
                  def helper(self: __torch__.Net,
                    wrong: Tensor) -> Tensor:
                    return wrong
                  def forward(self: __torch__.Net,
                    ids: Tensor,
                    pair: Tuple[Tensor, Dict[str, Tensor]],
                    mask: Optional[Tensor]=None,
                    word: str="a, (b = \\"c",
                    numbers: List[int]=[1, 2]) -> Tensor:
                    return ids
                """;

        assertThat(ForwardArgument.of(code, "Net"))
                .containsExactly(
                        new ForwardArgument("ids", false),
                        new ForwardArgument("pair", false),
                        new ForwardArgument("mask", true),
                        new ForwardArgument("word", true),
                        new ForwardArgument("numbers", true));
        assertThat(ForwardArgument.of(code, "Helper")).containsExactly(new ForwardArgument("other", false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "class Net(Module):\n  x : int\nclass Other(Module):\n  def forward(self: A, x: Tensor) -> Tensor:\n",
                "class Net(Module):\n  def forward(self: __torch__.Net,\n    x: Tensor",
                "class Net(Module):\n  def forward(self, x: \"",
                "class Net(Module):\n  def forward(self, x) -> Tensor:",
                "class Net(Module):\n  def forward(",
            })
    void codeThatIsNotUnderstoodTellsNothing(String code) {
        assertThat(ForwardArgument.of(code, "Net")).isEqualTo(List.of());
    }
}
