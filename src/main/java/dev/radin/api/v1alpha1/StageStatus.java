package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** A stage that has ended. */
public class StageStatus {

    @JsonPropertyDescription("inspect, extract, rank, evaluate or publish.")
    public String stage;

    @JsonPropertyDescription("Of rank and evaluate.")
    public Integer round;

    @JsonPropertyDescription("What it was asked to do, as a hash.")
    public String work;

    @JsonPropertyDescription("Succeeded or Failed.")
    public String outcome;

    @JsonPropertyDescription("Why it failed.")
    public String message;

    @JsonPropertyDescription("When it began.")
    public String startTime;

    @JsonPropertyDescription("When it ended.")
    public String completionTime;
}
