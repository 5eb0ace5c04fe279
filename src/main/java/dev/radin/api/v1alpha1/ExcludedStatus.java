package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A model that takes no part. */
public class ExcludedStatus {

    @JsonPropertyDescription("Its name.")
    public String model;

    @JsonPropertyDescription("In one word.")
    public String reason;

    @JsonPropertyDescription("What is wrong and what to do.")
    public String message;
}
