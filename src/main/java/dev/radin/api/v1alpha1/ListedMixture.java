package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** One mixture that is to be evaluated. */
@ValidationRule(
        value = "self.models.exists(m, m != self.models[0])",
        fieldPath = ".models",
        message = FieldPatterns.TWO_MODELS)
@ValidationRule(
        value = "!has(self.weights) || self.weights.size() == self.models.size()",
        fieldPath = ".weights",
        message = FieldPatterns.WEIGHT_COUNT)
@ValidationRule(
        value = "!has(self.weights) || self.weights.all(w, w.matches(\"" + FieldPatterns.WEIGHT + "\"))",
        fieldPath = ".weights",
        message = FieldPatterns.WEIGHTS_SAY)
@ValidationRule(
        value = "!has(self.weights) || self.weights.exists(w, !w.matches(\"" + FieldPatterns.ZERO + "\"))",
        fieldPath = ".weights",
        message = FieldPatterns.ALL_ZERO)
public class ListedMixture {

    @Required
    @Size(max = 256)
    @JsonPropertyDescription("Names of models, at least two different ones.")
    public List<@Size(max = 63) String> models;

    @Size(min = 1, max = 256)
    @JsonPropertyDescription(
            "One decimal a model, in the same order, as strings; scaled to a sum of one. Equal when absent.")
    public List<@Size(max = 24) String> weights;
}
