package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.util.List;

/** A soup that was truly evaluated. */
public class EvaluationStatus {

    @JsonPropertyDescription("Its members, the first 16.")
    public List<String> models;

    @JsonPropertyDescription("How many members it has.")
    public Integer size;

    @JsonPropertyDescription("What its logits foretold.")
    public String estimate;

    @JsonPropertyDescription("What it scored.")
    public String score;
}
