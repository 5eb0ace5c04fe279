package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.location.Credentials;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A folder that is written. */
public class LocationSpec {

    @Required
    @Example("file:///folder/soup")
    @Size(max = FieldPatterns.MOST_URI_CHARACTERS)
    @ValidationRule(value = FieldPatterns.Cel.WRITTEN, messageExpression = FieldPatterns.Cel.WRITTEN_SAYS)
    @ValidationRule(value = FieldPatterns.Cel.ESCAPED, messageExpression = FieldPatterns.Cel.WRITTEN_SAYS)
    @ValidationRule(value = FieldPatterns.Cel.NO_SECRETS, message = Credentials.SAYS)
    @ValidationRule(value = FieldPatterns.Cel.NOT_ROOT, messageExpression = FieldPatterns.Cel.NOT_ROOT_SAYS)
    @JsonPropertyDescription(
            "The folder as an absolute URI, such as file:///folder, pvc://claim/folder or s3://bucket/folder; made when missing.")
    public String uri;
}
