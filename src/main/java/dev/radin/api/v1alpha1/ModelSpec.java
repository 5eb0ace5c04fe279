package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;

/** One fine-tuned checkpoint. */
public class ModelSpec {

    @Required
    @Pattern(SpecValidator.MODEL_NAME)
    @JsonPropertyDescription("What reports call it; unique. Letters, digits, dots, dashes and underscores.")
    public String name;

    @Required
    @JsonPropertyDescription("A safetensors file, a folder of shards with its index, or a PyTorch state dict.")
    public String uri;

    @JsonPropertyDescription("sha256:<64 hex digits> to accept this content only; any content when absent.")
    public String digest;
}
