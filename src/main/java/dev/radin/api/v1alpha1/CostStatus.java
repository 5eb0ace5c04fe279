package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** What was paid. */
public class CostStatus {

    @JsonPropertyDescription("Passes made.")
    public Integer passes;

    @JsonPropertyDescription("Passes found in the cache.")
    public Integer reused;

    @JsonPropertyDescription("Seconds of GPU.")
    public Long gpuSeconds;
}
