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

    @JsonPropertyDescription("The Job that ran it; it is removed a day after its end.")
    public String job;

    @JsonPropertyDescription("Succeeded or Failed.")
    public String outcome;

    @JsonPropertyDescription("Why it failed, in one word.")
    public String reason;

    @JsonPropertyDescription("Why it failed.")
    public String message;

    @JsonPropertyDescription("What it wrote: the end of a folder's name under <output>/selections.")
    public String result;

    @JsonPropertyDescription("Passes it made.")
    public Integer passes;

    @JsonPropertyDescription("Passes it needed and found in the cache.")
    public Integer reused;

    @JsonPropertyDescription("Seconds of GPU it took.")
    public Long gpuSeconds;

    @JsonPropertyDescription("Usable models, after inspect, rank and publish.")
    public Integer models;

    @JsonPropertyDescription("Passes left to make, after inspect and rank.")
    public Integer pending;

    @JsonPropertyDescription("Soups proposed so far, after rank.")
    public Integer proposed;

    @JsonPropertyDescription("Of them, those that this round added.")
    public Integer added;

    @JsonPropertyDescription("Whether another round may follow, after rank.")
    public Boolean more;

    @JsonPropertyDescription("When it began.")
    public String startTime;

    @JsonPropertyDescription("When it ended.")
    public String completionTime;
}
