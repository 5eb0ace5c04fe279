package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** What was spent of the budget, and the best of it. */
public class EvaluationsStatus {

    @Min(0)
    @JsonPropertyDescription("Soups that may be evaluated, those of compared strategies included.")
    public Integer budget;

    @Min(0)
    @JsonPropertyDescription("Soups proposed for evaluation so far.")
    public Integer proposed;

    @Min(0)
    @JsonPropertyDescription("Of them, evaluated.")
    public Integer done;

    @Size(max = 8)
    @JsonPropertyDescription("The best soups evaluated, best first, at most 8; the report has all.")
    public List<EvaluatedSoupStatus> best;
}
