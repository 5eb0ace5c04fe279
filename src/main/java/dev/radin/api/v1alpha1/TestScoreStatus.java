package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** Scores on a dataset that had no part in the choice; NaN where the network gave no finite logits. */
public class TestScoreStatus {

    @Required
    @Size(max = 255)
    @JsonPropertyDescription("Its name.")
    public String dataset;

    @Size(max = 32)
    @JsonPropertyDescription("Of the result, a decimal.")
    public String chosen;

    @Size(max = 32)
    @JsonPropertyDescription("Of the best single model, a decimal.")
    public String bestSingle;

    @Size(max = 32)
    @JsonPropertyDescription("Of the average of all usable models, a decimal.")
    public String uniform;
}
