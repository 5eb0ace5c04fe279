package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** All checkpoints of a folder, named after their files. */
public class ModelsFromSpec {

    @Required
    @Size(max = FieldPatterns.MOST_URI_CHARACTERS)
    @ValidationRule(value = FieldPatterns.Cel.URI, messageExpression = FieldPatterns.Cel.URI_SAYS)
    @JsonPropertyDescription(
            "The folder as an absolute URI. Its files are candidates, and its sub-folders that hold a checkpoint, as checkpoint-100/.")
    public String uri;

    @Size(min = 1, max = 255)
    @JsonPropertyDescription(
            "A glob that names of files and sub-folders must match, such as *.safetensors or checkpoint-*; * by default.")
    public String include = "*";

    @Size(min = 1, max = 255)
    @JsonPropertyDescription("As models[].stateDictKey, of each checkpoint in the folder.")
    public String stateDictKey;
}
