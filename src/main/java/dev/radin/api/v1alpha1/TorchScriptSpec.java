package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A TorchScript file, and how it is run. */
@ValidationRule(
        value = "!has(self.outputKey) || !has(self.outputIndex)",
        fieldPath = ".outputIndex",
        reason = "FieldValueForbidden",
        message = FieldPatterns.OUTPUT_TWICE)
public class TorchScriptSpec extends InputSpec {

    @Min(1)
    @Max(1_000_000)
    @JsonPropertyDescription(
            "Examples in one forward pass; chosen by the size of an example when absent. Changes no result beyond rounding.")
    public Integer batchSize;

    @Size(min = 1, max = 255)
    @JsonPropertyDescription(
            "Which entry has the logits where the network returns a dict; logits, or else the only one, when absent.")
    public String outputKey;

    @Min(0)
    @Max(999_999)
    @JsonPropertyDescription(
            "Which entry has the logits where the network returns a tuple, counted from 0; the first when absent.")
    public Integer outputIndex;
}
