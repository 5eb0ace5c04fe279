package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.protocol.Selection.Inference.Precision;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;

/** How the network is run. */
public class InferenceSpec {

    @Min(0)
    @Max(1_000_000)
    @JsonPropertyDescription(
            "Examples in one forward pass; 0, the default, chooses by the size of an example. Changes no result beyond"
                    + " rounding.")
    public Integer batchSize = 0;

    @JsonPropertyDescription("What the network computes in; float32 by default.")
    public Precision precision = Precision.float32;

    @Size(max = 255)
    @JsonPropertyDescription(
            "Which entry of a tuple (its index) or a dict (its key) the logits are; the obvious one when absent.")
    public String output;
}
