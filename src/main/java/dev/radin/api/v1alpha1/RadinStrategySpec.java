package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** How the RADIN paper's strategy draws, and in what order it evaluates. */
public class RadinStrategySpec {

    @Min(1)
    @Max(100_000)
    @JsonPropertyDescription("How many random subsets are drawn, 200 by default.")
    public Integer draws;

    @Size(max = 24)
    @ValidationRule(value = FieldPatterns.Cel.DECIMAL, messageExpression = FieldPatterns.Cel.DECIMAL_SAYS)
    @JsonPropertyDescription(
            "Added to a subset's estimate for each of its members, in units of the metric; a decimal as a string, 0 by default.")
    public String memberBonus;
}
