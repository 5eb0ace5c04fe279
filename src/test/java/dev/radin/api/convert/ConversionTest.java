package dev.radin.api.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {

    private static final String HEAD =
            "apiVersion: radin.dev/v1alpha1\nkind: SoupSelection\nmetadata: {name: a}\nspec:\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "budget: 8 | budget: {evaluations: 8}",
                "budget: 8 # few | budget: {evaluations: 8} # few",
                "metric: MacroF1 | metric: {type: MacroF1}",
                "metric: Top5Accuracy | metric: {type: TopKAccuracy, topKAccuracy: {k: 5}}",
                "unusableModels: Fail | unusableModelPolicy: Fail",
                "strategy: {seed: 7} | seed: 7",
                "strategy: {type: Search} | strategy: {type: Search}",
                "modelsFrom: {uri: runs/sweep/, include: '*'} | modelsFrom: // - {name: sweep, uri: runs/sweep/}",
                "modelsFrom: {uri: 'file:///', stateDictKey: e} | modelsFrom: // - {name: models, uri: 'file:///', stateDictKey: e}",
                "modelsFrom: {uri: 'x/1e-5'} | modelsFrom: // - {name: \"1e-5\", uri: 'x/1e-5'}",
                "modelsFrom: {uri: 'x/yes'} | modelsFrom: // - {name: \"yes\", uri: 'x/yes'}",
                "inference: {batchSize: 0, precision: float32} | ",
                "inference: {batchSize: 3} | evaluator: //   torchScript: // {batchSize: 3}",
                "inference: | ",
                "workers: {gpu: {}, parallelism: 2} | workers: //   parallelism: 2",
                "workers: {stageTimeoutSeconds: 90} | workers: //   stageDeadlineSeconds: 90",
                "workers: {passesPerPod: 3} | workers: {passesPerPod: 3}",
                "output: {uri: o} | output: {uri: o}",
                "output: {uri: o, dtype: F16} | output: {uri: o, soup: {dtype: F16}}",
            })
    void fieldsMove(String before, String after) {
        String text = HEAD + "  models: []\n  " + before + "\n";

        assertThat(lines(Conversion.of(text, "text").text()))
                .isEqualTo(
                        lines(HEAD + "  models: []\n" + (after == null ? "" : "  " + after.replace(" // ", "\n  "))));
    }

    /** Without the space at the beginning of lines, and with mappings in braces, which is not what is asked here. */
    private static List<String> lines(String text) {
        return text.replace("torchScript:\n  {batchSize: 3}", "torchScript:\n      batchSize: 3")
                .lines()
                .map(String::strip)
                .toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "# nothing\n",
                "just words",
                "a: {b: [1,   2]}   # spaces\n\n\n",
                "%YAML 1.1\n---\na: &x [1]\nb: *x\n...\n# end",
                "kind: ConfigMap\ndata: {spec: {budget: 3}}\n---\nkind: Deployment\nspec: {budget: 3}\n",
                "\uFEFFkind: Other\r\n--- \r\nkind: List\r\nitems: []\r\n",
                "kind: SoupSelection\nspec:\n  evaluator: {torchScript: {uri:   a}}\n  budget: {evaluations:   8}\n"
            })
    void othersAreNotTouched(String text) {
        Conversion conversion = Conversion.of(text, "text");

        assertThat(conversion.text()).isEqualTo(text);
        assertThat(conversion.notes()).isEmpty();
    }

    @Test
    void lineBreaksByteOrderMarksAndTheLackOfALastLineBreakAreKept() {
        String text = "\uFEFF" + HEAD.replace("\n", "\r\n") + "  # 🍞 🍞\r\n  budget: 3 # 🍞\r\n  metric: Accuracy";

        assertThat(Conversion.of(text, "text").text())
                .isEqualTo("\uFEFF" + HEAD.replace("\n", "\r\n")
                        + "  # 🍞 🍞\r\n  budget: {evaluations: 3} # 🍞\r\n  metric: {type: Accuracy}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "architecture: {uri: a}\n  evaluator: {torchScript: {uri: b}}",
                "unusableModels: Fail\n  unusableModelPolicy: Fail",
                "strategy: {seed: 3}\n  seed: 4",
                "strategy: {candidates: 3, radin: {}}",
                "output: {uri: o, dtype: F16, soup: {}}",
                "workers: {env: [], template: {}}",
                "workers: {gpu: {}, passes: {}}",
                "workers: {stageTimeoutSeconds: 70, stageDeadlineSeconds: 70}"
            })
    void aFieldWhosePlaceIsTakenStaysAndIsTold(String fields) {
        String text = HEAD + "  " + fields + "\n";

        Conversion conversion = Conversion.of(text, "text");

        assertThat(conversion.text()).isEqualTo(text);
        assertThat(notes(conversion)).contains("too; keep one of the two");
    }

    @Test
    void whatHasNotTheOldTypeIsLeftToTheReader() {
        String text = HEAD + "  architecture: a\n  validation: {}\n  test: 3\n  metric: [a]\n  budget: []\n"
                + "  modelsFrom: folder\n  strategy: Search\n  output: out\n  workers: many\n  unusableModels: {}\n";

        assertThat(Conversion.of(text, "text").text()).isEqualTo(text);
    }

    @Test
    void aModelThatAMixtureNamesTwiceHasTheSumOfBothWeights() {
        String text = HEAD + "  strategy:\n    include:\n    - {models: [a, b, a], weights: ['.5', '1e-1', '1']}\n";

        assertThat(Conversion.of(text, "text").text())
                .contains("- {name: mixture-1, members: [{model: a, weight: \"1.5\"}, {model: b, weight: '1e-1'}]}");
    }

    @Test
    void jsonStaysJson() {
        String compact = "{\"apiVersion\":\"radin.dev/v1alpha1\",\"kind\":\"SoupSelection\",\"spec\":{\"budget\":3}}";

        assertThat(Conversion.of(compact, "text").text())
                .isEqualTo(compact.replace("\"budget\":3", "\"budget\":{\"evaluations\":3}"));
        assertThat(Conversion.of("---\n" + compact.replace(",", ",\n") + "\n---\na: b\n", "text")
                        .text())
                .startsWith("---\n{\n  \"apiVersion\" : \"radin.dev/v1alpha1\",\n")
                .endsWith("}\n---\na: b\n");
    }

    @Test
    void aScalarThatIsRepeatedByAnAliasMayMove() {
        String text = HEAD + "  architecture: {uri: &a file:///a}\n  output: {uri: *a}\n  inference: {output: *a}\n";

        Conversion conversion = Conversion.of(text, "text");

        assertThat(conversion
                        .selections()
                        .get(0)
                        .at("/spec/evaluator/torchScript/outputKey")
                        .asText())
                .isEqualTo("file:///a");
        assertThat(Conversion.of(conversion.text(), "text").selections()).isEqualTo(conversion.selections());
    }

    @Test
    void aRepeatedListIsRefusedInAResourceOnly() {
        String other = "a: &a [1]\nb: *a\n";
        String selection = HEAD + "  models: &a []\n  test: *a\n";

        assertThat(Conversion.of(other, "text").text()).isEqualTo(other);
        assertThatThrownBy(() -> Conversion.of(selection, "text"))
                .isInstanceOf(RadinException.class)
                .hasMessage("text: repeats a list or mapping by an alias (*); write it out");
    }

    @Test
    void aFaultIsFoundInItsLineOfTheStream() {
        assertThatThrownBy(() -> Conversion.of("a: b\n---\n" + HEAD + "  budget: 1\n  budget: 2\n", "text"))
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith("text: line 8, column 3: budget is there twice");
        assertThatThrownBy(() -> Conversion.of("a: b\n---\nb: [\n", "text"))
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith("text: line 4, column 1: ");
    }

    @Test
    void aCommentThatHasNoPlaceIsTold() {
        String text = "# one\n---\n" + HEAD + "  test: [\n    {name: a}, # two\n  ]\n";

        Conversion conversion = Conversion.of(text, "text");

        assertThat(notes(conversion))
                .isEqualTo("line 8: the comment \"# two\" has no place in the new shape and was left out");
    }

    @Test
    void aTagThatItsValueIsNotIsRefused() {
        assertThatThrownBy(() -> Conversion.of(HEAD + "  cache: !!str {uri: a}\n", "text"))
                .isInstanceOf(RadinException.class)
                .hasMessage("text: has a tag (!!) that its value is not; remove the tag");
    }

    @Test
    void aCommentBesideAQuestionMarkIsNoObstacle() {
        String text = HEAD + "  budget: 3\n  ? # why\n    metric\n  : MacroF1\n";

        assertThat(Conversion.of(text, "text")
                        .selections()
                        .get(0)
                        .at("/spec/metric/type")
                        .asText())
                .isEqualTo("MacroF1");
    }

    @Test
    void anIndexIsTakenForOneAndTold() {
        Conversion conversion = Conversion.of(HEAD + "  inference: {output: '1'}\n", "text");

        assertThat(conversion.text()).contains("outputIndex: 1");
        assertThat(notes(conversion)).contains("write outputKey: \"1\" instead if the network returns a dict");
    }

    private static String notes(Conversion conversion) {
        return conversion.notes().stream().map(note -> note.said().toString()).collect(Collectors.joining("\n"));
    }
}
