package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The best single model. */
public class SingleStatus {

    @JsonPropertyDescription("Its name.")
    public String model;

    @JsonPropertyDescription("On the validation data.")
    public String score;
}
