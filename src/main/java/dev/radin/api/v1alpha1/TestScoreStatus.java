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

    @Size(max = 32)
    @JsonPropertyDescription(
            "Of the result over the best single model, a signed decimal; positive is better. Absent when that was kept.")
    public String gain;

    @JsonPropertyDescription("Of the gain, at 95 %.")
    public IntervalStatus interval;

    @Size(max = 32)
    @JsonPropertyDescription("How likely chance alone gives such a gain or loss on this dataset, by a paired test.")
    public String pValue;
}
