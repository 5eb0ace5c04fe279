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
    @JsonPropertyDescription("The folder as an absolute URI; its sub-folders are not looked at.")
    public String uri;

    @Size(min = 1, max = 255)
    @JsonPropertyDescription("A glob that file names must match, such as *.safetensors; * by default.")
    public String include = "*";
}
