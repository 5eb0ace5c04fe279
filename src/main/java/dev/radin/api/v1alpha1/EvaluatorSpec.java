package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** What runs a model over a dataset. A union, whose rule will count its members once there are more. */
@ValidationRule(
        value = "has(self.torchScript)",
        reason = "FieldValueRequired",
        message = FieldPatterns.EVALUATOR_MISSING)
public class EvaluatorSpec {

    @JsonPropertyDescription(
            "The network as a TorchScript file; its weights are replaced. TorchScript is code: use only one you trust.")
    public TorchScriptSpec torchScript;
}
