package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.protocol.Selection.StrategyChoice.Type;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** Which soups get a true evaluation: a type, and what only that type knows in the field that is called like it. */
@ValidationRule(
        value = "!has(self.type) || self.type != 'Listed' || has(self.listed)",
        fieldPath = ".listed",
        reason = "FieldValueRequired",
        message = FieldPatterns.LISTED_MISSING)
@ValidationRule(
        value = "has(self.type) && self.type == 'Listed' || !has(self.listed)",
        fieldPath = ".listed",
        reason = "FieldValueForbidden",
        messageExpression = "'" + FieldPatterns.LISTED_UNUSED + "' + " + StrategySpec.TYPE_IN_CEL)
@ValidationRule(
        value = "has(self.type) && self.type == 'Radin' || !has(self.radin)",
        fieldPath = ".radin",
        reason = "FieldValueForbidden",
        messageExpression = "'" + FieldPatterns.RADIN_UNUSED + "' + " + StrategySpec.TYPE_IN_CEL)
public class StrategySpec {

    /** What may be compared with. */
    public enum Compared {
        Greedy,
        Radin
    }

    static final String TYPE_IN_CEL = "(has(self.type) ? self.type : 'Auto')";

    @JsonPropertyDescription(
            "Auto, the default, learns mixtures of models that can be averaged; Search searches over all models; Radin draws random"
                    + " subsets as the RADIN paper does; Greedy adds models in the order of their own scores; Listed evaluates"
                    + " the mixtures that are listed.")
    public Type type;

    @ListSet
    @Size(min = 1, max = 2)
    @JsonPropertyDescription(
            "Papers' strategies whose soups are evaluated too, each with as large a budget, so that the report says what they would"
                    + " have got. They cost passes and never change the result.")
    public List<Compared> compare;

    @JsonPropertyDescription("Of type Radin only.")
    public RadinStrategySpec radin;

    @JsonPropertyDescription("Of type Listed only, and needed there.")
    public ListedStrategySpec listed;
}
