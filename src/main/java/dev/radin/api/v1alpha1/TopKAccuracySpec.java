package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;

/** Top-k accuracy, with its k. */
public class TopKAccuracySpec {

    @Required
    @Example("5")
    @Min(1)
    @Max(100)
    @JsonPropertyDescription(
            "Among how many of the highest logits the label must be, earlier classes first among equals; fewer than there are"
                    + " classes.")
    public Integer k;
}
