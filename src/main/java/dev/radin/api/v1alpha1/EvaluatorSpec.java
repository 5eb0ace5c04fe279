package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;

/** What runs a model over a dataset. A union of exactly one member. */
@ValidationRule(
        value = FieldPatterns.Cel.ONE_EVALUATOR,
        reason = "FieldValueRequired",
        message = FieldPatterns.EVALUATOR_MISSING)
public class EvaluatorSpec {

    @JsonPropertyDescription(
            "The network as a TorchScript file; its weights are replaced. TorchScript is code: use only one you trust.")
    public TorchScriptSpec torchScript;

    @JsonPropertyDescription(
            "A program of your own, which is given weights and a dataset and writes logits or scores; docs/evaluator.md says"
                    + " how.")
    public ContainerSpec container;
}
