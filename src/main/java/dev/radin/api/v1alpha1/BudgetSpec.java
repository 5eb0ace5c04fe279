package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** What may be spent. */
public class BudgetSpec {

    public static final int MOST_EVALUATIONS = 1000;

    @Min(0)
    @Max(MOST_EVALUATIONS)
    @JsonPropertyDescription(
            "How many soups are truly evaluated, 8 by default; each costs one pass a validation dataset. 0 ranks only and"
                    + " keeps the best single model.")
    public Integer evaluations;

    public static BudgetSpec of(int evaluations) {
        BudgetSpec budget = new BudgetSpec();
        budget.evaluations = evaluations;
        return budget;
    }
}
