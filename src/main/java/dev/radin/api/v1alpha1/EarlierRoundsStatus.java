package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** Rounds of rank and evaluate that are over and no longer listed. */
public class EarlierRoundsStatus {

    @Min(1)
    @JsonPropertyDescription("The last of them; they begin with 1.")
    public Integer last;

    @Size(max = 64)
    @JsonPropertyDescription("A hash of what rank was asked to do in the last of them.")
    public String work;

    @JsonPropertyDescription("What they cost together; it is part of cost.")
    public CostStatus cost;
}
