package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.location.Credentials;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** The checkpoint that all models started from. */
public class BaseSpec {

    @Required
    @Example("file:///folder/pretrained.safetensors")
    @Size(max = FieldPatterns.MOST_URI_CHARACTERS)
    @ValidationRule(value = FieldPatterns.Cel.URI, messageExpression = FieldPatterns.Cel.URI_SAYS)
    @ValidationRule(value = FieldPatterns.Cel.ESCAPED, messageExpression = FieldPatterns.Cel.URI_SAYS)
    @ValidationRule(value = FieldPatterns.Cel.NO_SECRETS, message = Credentials.SAYS)
    @JsonPropertyDescription("A checkpoint as those of models, with every weight of the network, as an absolute URI.")
    public String uri;

    @Size(max = 128)
    @ValidationRule(value = FieldPatterns.Cel.DIGEST, messageExpression = FieldPatterns.Cel.DIGEST_SAYS)
    @JsonPropertyDescription(
            "sha256:<64 hex digits>, as sha256sum prints them, to fail on any other content. Any content when absent.")
    public String digest;

    @Size(min = 1, max = 255)
    @JsonPropertyDescription("Which of several weights in its file, as of models. The usual ones when absent.")
    public String stateDictKey;
}
