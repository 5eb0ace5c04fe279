package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MovedFieldsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "spec.budget | 8 | spec.budget: is an object now; write budget: {evaluations: 8}",
                "spec.metric | MacroF1 | spec.metric: is an object now; write metric: {type: MacroF1}",
                "spec.metric | accuracy | spec.metric: is an object now; write metric: {type: Accuracy}",
                "spec.metric | macrof | spec.metric: is an object now; write metric: {type: MacroF1}",
                "spec.metric | top5accuracy | spec.metric: is an object now; write metric: {type: TopKAccuracy, topKAccuracy: {k: 5}}",
                "spec.metric | mse | spec.metric: is an object now; \"mse\" is not one of Accuracy, TopKAccuracy,"
                        + " NegativeLogLikelihood, MacroF1",
                "spec.unusableModels | exclude | spec.unusableModels: has moved to spec.unusableModelPolicy; write"
                        + " unusableModelPolicy: Exclude",
                "spec.output.dtype | bf16 | spec.output.dtype: has moved to spec.output.soup.dtype; write soup: {dtype: BF16}",
                "spec.metric | Top5Accuracy | spec.metric: is an object now; write metric: {type: TopKAccuracy, topKAccuracy: {k: 5}}",
                "spec.architecture | {uri: file:///a/b.pt, digest: 'x y'} | spec.architecture: has moved to"
                        + " spec.evaluator.torchScript; write evaluator: {torchScript: {uri: file:///a/b.pt, digest: \"x y\"}}",
                "spec.architecture | | spec.architecture: has moved to spec.evaluator.torchScript",
                "spec.inference | {} | spec.inference: has moved to spec.evaluator.torchScript",
                "spec.inference | {batchSize: 3, other: 4} | spec.inference.batchSize: has moved to"
                        + " spec.evaluator.torchScript.batchSize; 0 is said by leaving it out",
                "spec.strategy.prior | '-1e-3' | spec.strategy.prior: has moved to spec.strategy.radin.memberBonus; write radin:"
                        + " {memberBonus: \"-1e-3\"}",
                "spec.validation | [{name: a}] | spec.validation: has moved to spec.datasets, each with role: Validation",
                "spec.workers.gpu | {image: a} | spec.workers.gpu.image: has moved to spec.workers.passes.template.spec.containers,"
                        + " into image of the one named worker",
                "spec.bugdet | 8 | ``"
            })
    void whatMovedIsSaidWithItsValueWhereThatIsShort(String path, String value, String said)
            throws JsonProcessingException {
        assertThat(
                        MovedFields.problems(path, new YAMLMapper().readTree(value == null ? "null" : value))
                                .values()
                                .stream()
                                .map(Problem::toString)
                                .collect(Collectors.joining("\n")))
                .isEqualTo(said);
    }

    @Test
    void aLongValueIsNotRepeated() {
        assertThat(MovedFields.problems(
                                "spec.architecture",
                                new YAMLMapper().createObjectNode().put("uri", "a".repeat(90)))
                        .values())
                .extracting(Problem::message)
                .containsExactly("has moved to spec.evaluator.torchScript");
    }

    @ParameterizedTest
    @CsvSource({"stdin, -", "a/soup.yaml, a/soup.yaml", "my soup.yaml, \"'my soup.yaml'\""})
    void theLastLineCanBeCopied(String where, String argument) {
        assertThat(MovedFields.convert(where)).contains("radin convert -f " + argument.replace("\"", "") + " prints");
    }
}
