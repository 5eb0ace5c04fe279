package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A dataset that the choice is made by. */
public class ValidationSpec extends DatasetSpec {

    @Size(max = 24)
    @ValidationRule(value = FieldPatterns.Cel.POSITIVE, messageExpression = FieldPatterns.Cel.POSITIVE_SAYS)
    @JsonPropertyDescription(
            "Its share in the weighted mean over the validation datasets: a decimal above zero, as a string. 1 by default.")
    public String weight = "1";
}
