package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A model's part in a mixture. */
public class MemberSpec {

    @Required
    @Example("lr1e-5")
    @Size(max = 255)
    @JsonPropertyDescription("The name of a model that is listed, or found in a folder.")
    public String model;

    @Size(max = 24)
    @ValidationRule(value = FieldPatterns.Cel.WEIGHT, messageExpression = FieldPatterns.Cel.WEIGHT_SAYS)
    @JsonPropertyDescription(
            "How much it counts beside the others: a decimal of zero or more as a string, 1 by default. A model of weight 0 is"
                    + " no member.")
    public String weight;
}
