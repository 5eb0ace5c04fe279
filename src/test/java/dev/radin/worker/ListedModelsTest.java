package dev.radin.worker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice.Listed;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ListedModelsTest {

    private static final List<Selection.Model> FOUND = List.of(model("step-100"), model("step-200"));

    @Test
    void aModelThatNoFolderHoldsIsNamedOnceWithTheOneThatWasMeant() {
        List<Listed> mixtures = List.of(
                new Listed("known", List.of("step-100", "step-200"), null),
                new Listed("first", List.of("step-100", "step-20"), null),
                new Listed("second", List.of("step-20", "\u001b[2J"), null));

        assertThatThrownBy(() -> ListedModels.requireKnown(mixtures, FOUND))
                .hasMessage(
                        "spec.strategy.listed: mixture first holds \"step-20\", which is neither among spec.models nor"
                                + " found by spec.modelsFrom; did you mean step-200?\n"
                                + "spec.strategy.listed: mixture second holds \"\\u001b[2J\", which is neither among spec.models nor"
                                + " found by spec.modelsFrom");
    }

    @Test
    void ofManyTheFirstTenAreNamed() {
        List<Listed> mixtures = List.of(new Listed(
                "many", IntStream.range(0, 15).mapToObj(i -> "other" + i).toList(), null));

        assertThatThrownBy(() -> ListedModels.requireKnown(mixtures, FOUND))
                .message()
                .endsWith("\nand 5 more")
                .hasLineCount(11);
    }

    @Test
    void noMixturesNeedNoModels() {
        assertThatCode(() -> ListedModels.requireKnown(List.of(), List.of())).doesNotThrowAnyException();
    }

    private static Selection.Model model(String name) {
        return new Selection.Model(name, "file:///m/" + name, null, null);
    }
}
