package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.location.Credentials;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;

/** All checkpoints of a folder, named after their files. */
public class ModelsFromSpec {

    @Required
    @Example("sweep")
    @Size(max = 63)
    @ValidationRule(value = FieldPatterns.Cel.NAME, messageExpression = FieldPatterns.Cel.NAME_SAYS)
    @JsonPropertyDescription(
            "What stands before a file's name where several models would be called alike, as sweep/a.pt; unique. Letters, digits,"
                    + " dots, dashes, underscores.")
    public String name;

    @Required
    @Example("file:///folder/sweep/")
    @Size(max = FieldPatterns.MOST_URI_CHARACTERS)
    @ValidationRule(value = FieldPatterns.Cel.LISTED, messageExpression = FieldPatterns.Cel.LISTED_SAYS)
    @ValidationRule(value = FieldPatterns.Cel.ESCAPED, messageExpression = FieldPatterns.Cel.LISTED_SAYS)
    @ValidationRule(value = FieldPatterns.Cel.NO_SECRETS, message = Credentials.SAYS)
    @JsonPropertyDescription(
            "The folder as an absolute URI. Its files are candidates, and its sub-folders that hold a checkpoint, as checkpoint-100/.")
    public String uri;

    @ListSet
    @Size(min = 1, max = 16)
    @JsonPropertyDescription(
            "Globs, such as *.safetensors or checkpoint-*; files and sub-folders are taken whose names match one of them, or all when"
                    + " absent.")
    public List<@Size(min = 1, max = 255) String> include;

    @Size(min = 1, max = 255)
    @JsonPropertyDescription("As models[].stateDictKey, of each checkpoint in the folder.")
    public String stateDictKey;
}
