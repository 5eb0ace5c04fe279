package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;

/** What was paid. */
public class CostStatus {

    @Min(0)
    @JsonPropertyDescription("Passes made: runs of the network over one dataset.")
    public Integer passes;

    @Min(0)
    @JsonPropertyDescription("Passes that were needed and found in the cache.")
    public Integer reusedPasses;

    @Min(0)
    @JsonPropertyDescription("Seconds that passes took on a GPU, loading included; 0 on CPUs.")
    public Long gpuSeconds;
}
