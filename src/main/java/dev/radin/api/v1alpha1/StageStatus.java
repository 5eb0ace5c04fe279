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
    @JsonPropertyDescription("A hash of what it was asked to do.")
    public String work;

    @Size(max = 63)
    @JsonPropertyDescription("The Job that ran it; it is removed a day after its end.")
    public String job;

    @Size(max = 16)
    @JsonPropertyDescription("Succeeded or Failed.")
    public String outcome;

    @Size(max = 64)
    @JsonPropertyDescription("Why it failed, in one word; absent when it succeeded.")
    public String reason;

    @Size(max = 4096)
    @JsonPropertyDescription("Why it failed and what to do; absent when it succeeded.")
    public String message;

    @Size(max = 64)
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

    @Min(0)
    @JsonPropertyDescription(
            "Models found unusable, after inspect and extract; after rank, all that take no part. Absent when there are"
                    + " none.")
    public Integer excluded;

    @JsonPropertyDescription("Passes left to make, after inspect and rank.")
    public Integer pending;

    @JsonPropertyDescription("Soups proposed so far, after rank.")
    public Integer proposed;

    @JsonPropertyDescription("How many of them this round added, after rank.")
    public Integer added;

    @Min(0)
    @JsonPropertyDescription(
            "Of these, soups whose passes were all in the cache, after rank. Absent when there are none.")
    public Integer cached;

    @JsonPropertyDescription("Whether another round may follow, after rank.")
    public Boolean more;

    @Size(max = 32)
    @JsonPropertyDescription("When it began, in UTC.")
    public String startTime;

    @Size(max = 32)
    @JsonPropertyDescription("When it ended, in UTC.")
    public String completionTime;
}
