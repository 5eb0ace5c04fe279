package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.location.Credentials;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A file that is read. */
public class InputSpec {

    @Required
    @Example("file:///folder/architecture.pt")
    @Size(max = FieldPatterns.MOST_URI_CHARACTERS)
    @ValidationRule(value = FieldPatterns.Cel.URI, messageExpression = FieldPatterns.Cel.URI_SAYS)
    @ValidationRule(value = FieldPatterns.Cel.ESCAPED, messageExpression = FieldPatterns.Cel.URI_SAYS)
    @ValidationRule(value = FieldPatterns.Cel.NO_SECRETS, message = Credentials.SAYS)
    @JsonPropertyDescription(
            "An absolute URI, such as file:///folder/file, pvc://claim/folder/file of a claim that the operator mounts,"
                    + " s3://bucket/key, hf://owner/name/file or https://host/folder/file.")
    public String uri;

    @Size(max = 128)
    @ValidationRule(value = FieldPatterns.Cel.DIGEST, messageExpression = FieldPatterns.Cel.DIGEST_SAYS)
    @JsonPropertyDescription(
            "sha256:<64 hex digits>, as sha256sum prints them, to fail on any other content. Any content when absent.")
    public String digest;
}
