package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** A stage that has ended. */
public class StageStatus {

    @Size(max = 16)
    @JsonPropertyDescription("Inspect, Extract, Rank, Evaluate or Publish.")
    public String stage;

    @Min(1)
    @JsonPropertyDescription("Which round of Rank and Evaluate, from 1; absent for other stages.")
    public Integer round;

    @Size(max = 16)
    @JsonPropertyDescription("Succeeded or Failed.")
    public String outcome;

    @Size(max = 64)
    @JsonPropertyDescription("Why it failed, in one word; absent when it succeeded.")
    public String reason;

    @Size(max = 1024)
    @JsonPropertyDescription("Why it failed and what to do; absent when it succeeded.")
    public String message;

    @Size(max = 32)
    @JsonPropertyDescription("When it began, in UTC.")
    public String startTime;

    @Size(max = 32)
    @JsonPropertyDescription("When it ended, in UTC.")
    public String completionTime;

    @Min(0)
    @JsonPropertyDescription("Passes it made.")
    public Integer passes;

    @Min(0)
    @JsonPropertyDescription("Passes it needed and found in the cache.")
    public Integer reusedPasses;

    @Min(0)
    @JsonPropertyDescription("Seconds of GPU it took.")
    public Long gpuSeconds;

    @Size(max = 253)
    @JsonPropertyDescription("The Job that ran it; it is removed some time after its end.")
    public String job;
}
