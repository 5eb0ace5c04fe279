package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** The best single model. */
public class BestSingleStatus {

    @Size(max = 255)
    @JsonPropertyDescription("Its name.")
    public String model;

    @Size(max = 32)
    @JsonPropertyDescription("Its score on the validation data, a decimal.")
    public String score;
}
