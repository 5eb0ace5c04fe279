package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A usable model that is kept out of soups. */
public class SuspectModelStatus {

    @Required
    @Size(max = 255)
    @JsonPropertyDescription("Its name.")
    public String model;

    @Size(max = 1024)
    @JsonPropertyDescription("What is conspicuous about it.")
    public String message;
}
