package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;

/** Room on a node for averaged weights, and for inputs that cannot be read in place. */
public class ScratchSpec {

    @ValidationRule(
            value = "isQuantity(string(self)) && quantity(string(self)).isGreaterThan(quantity('0'))",
            messageExpression = "string(self) + ' " + FieldPatterns.QUANTITY_SAYS + "'")
    @JsonPropertyDescription(
            "Of the emptyDir, such as 20Gi; the averaged weights of one pod's soups must fit, and what compressed"
                    + " archives of registries unpack to.")
    public Quantity sizeLimit;
}
