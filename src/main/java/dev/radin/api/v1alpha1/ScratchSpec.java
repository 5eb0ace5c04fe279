package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Quantity;

/** Room for averaged weights on a node. */
public class ScratchSpec {

    @ValidationRule(
            value = "isQuantity(string(self)) && quantity(string(self)).isGreaterThan(quantity('0'))",
            messageExpression = "string(self) + ' " + FieldPatterns.QUANTITY_SAYS + "'")
    @JsonPropertyDescription("Of the emptyDir, such as 20Gi; the averaged weights of one pod's soups must fit.")
    public Quantity sizeLimit;
}
