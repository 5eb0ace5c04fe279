package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.location.Credentials;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** One fine-tuned checkpoint. */
public class ModelSpec {

    @Required
    @Example("lr1e-5")
    @Size(max = 63)
    @ValidationRule(value = FieldPatterns.Cel.NAME, messageExpression = FieldPatterns.Cel.NAME_SAYS)
    @JsonPropertyDescription("What status and reports call it; unique. Letters, digits, dots, dashes, underscores.")
    public String name;

    @Required
    @Example("file:///folder/lr1e-5.safetensors")
    @Size(max = FieldPatterns.MOST_URI_CHARACTERS)
    @ValidationRule(value = FieldPatterns.Cel.URI, messageExpression = FieldPatterns.Cel.URI_SAYS)
    @ValidationRule(value = FieldPatterns.Cel.ESCAPED, messageExpression = FieldPatterns.Cel.URI_SAYS)
    @ValidationRule(value = FieldPatterns.Cel.NO_SECRETS, message = Credentials.SAYS)
    @JsonPropertyDescription(
            "A safetensors file, a PyTorch state dict (.pt, .pth, .bin), or a folder of shards of either with their index,"
                    + " as an absolute URI.")
    public String uri;

    @Size(max = 128)
    @ValidationRule(value = FieldPatterns.Cel.DIGEST, messageExpression = FieldPatterns.Cel.DIGEST_SAYS)
    @JsonPropertyDescription(
            "sha256:<64 hex digits>, as sha256sum prints them, to fail on any other content. Any content when absent.")
    public String digest;

    @Size(min = 1, max = 255)
    @JsonPropertyDescription(
            "Which of several weights in its file: the key of a state dict (ema), or what names of tensors begin with (teacher.)."
                    + " The usual ones when absent.")
    public String stateDictKey;
}
