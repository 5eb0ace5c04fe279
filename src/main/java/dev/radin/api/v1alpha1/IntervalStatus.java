package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;

/** From where to where a gain lies. */
public class IntervalStatus {

    @Size(max = 32)
    @JsonPropertyDescription("A signed decimal.")
    public String lower;

    @Size(max = 32)
    @JsonPropertyDescription("A signed decimal.")
    public String upper;
}
