package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.protocol.Selection.StrategyChoice.Type;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Which soups get a true evaluation. What only one type knows has no default here, as other types refuse it. */
@ValidationRule(
        value = "self.type != 'Listed' || has(self.include)",
        fieldPath = ".include",
        reason = "FieldValueRequired",
        message = FieldPatterns.INCLUDE_MISSING)
@ValidationRule(
        value = "self.type == 'Listed' || !has(self.include)",
        fieldPath = ".include",
        reason = "FieldValueForbidden",
        messageExpression = "'" + FieldPatterns.INCLUDE_UNUSED + "' + self.type")
@ValidationRule(
        value = "self.type == 'Radin' || !has(self.candidates)",
        fieldPath = ".candidates",
        reason = "FieldValueForbidden",
        messageExpression = "'" + FieldPatterns.RADIN_UNUSED + "' + self.type")
@ValidationRule(
        value = "self.type == 'Radin' || !has(self.prior)",
        fieldPath = ".prior",
        reason = "FieldValueForbidden",
        messageExpression = "'" + FieldPatterns.RADIN_UNUSED + "' + self.type")
public class StrategySpec {

    @JsonPropertyDescription(
            "Auto, the default, keeps suspicious models out and searches; Search searches over all models; Radin draws random"
                    + " subsets as the RADIN paper does; Greedy adds models in the order of their own scores; Listed evaluates"
                    + " what include says.")
    public Type type = Type.Auto;

    @Min(0)
    @Max(4_294_967_295L)
    @JsonPropertyDescription("Of everything random; 0 by default. The same seed and inputs give the same result.")
    public Long seed = 0L;

    @Min(1)
    @Max(100_000)
    @JsonPropertyDescription("Radin only: how many random subsets are drawn, 200 by default.")
    public Integer candidates;

    @Size(max = 24)
    @ValidationRule(value = FieldPatterns.Cel.DECIMAL, messageExpression = FieldPatterns.Cel.DECIMAL_SAYS)
    @JsonPropertyDescription(
            "Radin only: added to the estimate for each member, in units of the metric; a decimal as a string, 0 by"
                    + " default.")
    public String prior;

    @Size(min = 1, max = 256)
    @JsonPropertyDescription("Listed only: the mixtures to evaluate, in order, as far as the budget goes.")
    public List<ListedMixture> include;
}
