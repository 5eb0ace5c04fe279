package dev.radin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.api.v1alpha1.BudgetSpec;
import dev.radin.api.v1alpha1.ChoiceSpec;
import dev.radin.api.v1alpha1.MetricSpec;
import dev.radin.api.v1alpha1.ModelsFromSpec;
import dev.radin.api.v1alpha1.RadinStrategySpec;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelectionSpec;
import dev.radin.api.v1alpha1.SoupSpec;
import dev.radin.api.v1alpha1.StrategySpec;
import dev.radin.operator.Resources;
import dev.radin.soup.ChoiceRule;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What changes a hash of what is asked for, and what does not. */
class HashFormTest {

    private static final JsonNode DEFAULTS = Json.tree(Defaults.SELECTION);

    /** As a later version would: in every object, those in lists too. */
    @Test
    void aFieldThatIsAddedWithADefaultChangesNothingWhereItIsNotUsed() {
        JsonNode selection = Json.tree(selection(spec -> {}));
        String before = CanonicalJson.without(DEFAULTS, selection);

        String after = CanonicalJson.without(added(DEFAULTS, "usual"), added(selection, "usual"));
        String used = CanonicalJson.without(added(DEFAULTS, "usual"), added(selection, "unusual"));

        assertThat(after).isEqualTo(before);
        assertThat(used).isNotEqualTo(before);
    }

    private static JsonNode added(JsonNode node, String value) {
        JsonNode copy = node.deepCopy();
        add(copy, value);
        return copy;
    }

    private static void add(JsonNode node, String value) {
        node.forEach(child -> add(child, value));
        if (node instanceof ObjectNode object) {
            object.put("added", value);
            object.putObject("addedSection").put("added", value);
        }
    }

    @Test
    void aDefaultThatIsWrittenOutIsTheSameAsNothing() {
        Selection said = selection(spec -> {
            spec.seed = 0L;
            spec.metric = new MetricSpec();
            spec.metric.type = MetricSpec.Type.Accuracy;
            spec.datasets.get(0).weight = "1.0";
            spec.evaluator.torchScript.batchSize = null;
            spec.strategy = new StrategySpec();
            spec.strategy.radin = new RadinStrategySpec();
            spec.strategy.radin.draws = 200;
        });

        assertThat(HashForm.ASKED.digest(said)).isEqualTo(HashForm.ASKED.digest(selection(spec -> {})));
    }

    static Stream<Consumer<SoupSelectionSpec>> edits() {
        return Stream.of(
                spec -> spec.seed = 1L,
                spec -> spec.budget = BudgetSpec.of(9),
                spec -> spec.datasets.get(0).weight = "0.5",
                spec -> spec.datasets.get(0).digest = "sha256:00",
                spec -> spec.datasets.add(Resources.validation("more")),
                spec -> spec.models.get(0).stateDictKey = "ema.",
                spec -> spec.models.get(0).name = "z",
                spec -> spec.models.remove(0),
                spec -> spec.modelsFrom = List.of(new ModelsFromSpec()),
                spec -> spec.choice = choice(ChoiceRule.HighestScore),
                spec -> spec.choice = choice(ChoiceRule.Calibrated),
                spec -> spec.evaluator.torchScript.uri = "file:///other.pt",
                spec -> spec.evaluator.torchScript.outputIndex = 0,
                spec -> spec.evaluator.torchScript.batchSize = 3,
                spec -> {
                    spec.output.soup = new SoupSpec();
                    spec.output.soup.dtype = Selection.FloatDType.BF16;
                },
                spec -> spec.output.uri = "file:///elsewhere");
    }

    private static ChoiceSpec choice(ChoiceRule rule) {
        ChoiceSpec choice = new ChoiceSpec();
        choice.type = rule;
        return choice;
    }

    @ParameterizedTest
    @MethodSource("edits")
    void whatIsAskedForChangesEveryForm(Consumer<SoupSelectionSpec> edit) {
        for (HashForm form : HashForm.values()) {
            assertThat(form.digest(selection(edit))).isNotEqualTo(form.digest(selection(spec -> {})));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2-0123456789abcdef", "9999-0123456789abcdef"})
    void aFormOfALaterVersionIsKnownForOne(String kept) {
        assertThat(kept).matches(HashForm.KEPT);
        assertThat(HashForm.isNewer(kept)).isTrue();
        assertThat(HashForm.hex(kept)).isEqualTo("0123456789abcdef");
    }

    @Test
    void formsOfThisVersionAreNotNewer() {
        AskedHash hash = selection(spec -> {}).asked();

        assertThat(hash.forms()).hasSize(HashForm.values().length).doesNotHaveDuplicates();
        assertThat(hash.forms()).allSatisfy(kept -> {
            assertThat(kept).matches(HashForm.KEPT);
            assertThat(HashForm.isNewer(kept)).isFalse();
            assertThat(hash.is(kept)).isTrue();
        });
        assertThat(hash.present()).startsWith("1-");
    }

    private static Selection selection(Consumer<SoupSelectionSpec> edit) {
        return Selections.of(Resources.selection("vit", edit));
    }
}
