package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A model that takes no part. */
public class ExcludedModelStatus {

    @Required
    @Size(max = 255)
    @JsonPropertyDescription("Its name.")
    public String model;

    @Size(max = 64)
    @JsonPropertyDescription("Why, in one word: CorruptModel, NonFiniteWeights, NonFiniteLogits or MismatchedModel.")
    public String reason;

    @Size(max = 1024)
    @JsonPropertyDescription("What is wrong with it and what to do.")
    public String message;
}
