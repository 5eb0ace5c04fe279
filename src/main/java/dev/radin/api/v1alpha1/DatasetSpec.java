package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** Labelled examples to score on. */
public class DatasetSpec {

    @Required
    @JsonPropertyDescription("What reports call it; unique among all datasets.")
    public String name;

    @Required
    @JsonPropertyDescription("A safetensors file with inputs and labels; radin dataset makes one.")
    public String uri;

    @JsonPropertyDescription("sha256:<64 hex digits> to accept this content only; any content when absent.")
    public String digest;

    @JsonPropertyDescription(
            "A positive decimal as a string; the score is the weighted mean over the validation datasets. 1 by default.")
    public String weight;
}
