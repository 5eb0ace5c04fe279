package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** A stage that has ended. */
public class StageStatus {

    @Size(max = 16)
    @JsonPropertyDescription("inspect, extract, rank, evaluate or publish.")
    public String stage;

    @Min(1)
    @JsonPropertyDescription("Which round of rank and evaluate, from 1; absent for other stages.")
    public Integer round;

    @Size(max = 64)
    @JsonPropertyDescription("A hash of what it was asked to do; its Job's name ends in the first 8 characters.")
    public String work;

    @Size(max = 16)
    @JsonPropertyDescription("Succeeded or Failed.")
    public String outcome;

    @Size(max = 4096)
    @JsonPropertyDescription("Why it failed and what to do; absent when it succeeded.")
    public String message;

    @Size(max = 32)
    @JsonPropertyDescription("When it began, in UTC.")
    public String startTime;

    @Size(max = 32)
    @JsonPropertyDescription("When it ended, in UTC.")
    public String completionTime;
}
