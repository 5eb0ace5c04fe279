package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** Labelled examples to score on. */
public class DatasetSpec {

    @Required
    @Size(max = 63)
    @ValidationRule(value = FieldPatterns.Cel.NAME, messageExpression = FieldPatterns.Cel.NAME_SAYS)
    @JsonPropertyDescription("What reports call it; unique among all datasets.")
    public String name;

    @Required
    @Size(max = FieldPatterns.MOST_URI_CHARACTERS)
    @ValidationRule(value = FieldPatterns.Cel.URI, messageExpression = FieldPatterns.Cel.URI_SAYS)
    @JsonPropertyDescription(
            "A safetensors file with inputs and labels, as an absolute URI; radin dataset makes one from images, CSV or"
                    + " NumPy files.")
    public String uri;

    @Size(max = 128)
    @ValidationRule(value = FieldPatterns.Cel.DIGEST, messageExpression = FieldPatterns.Cel.DIGEST_SAYS)
    @JsonPropertyDescription(
            "sha256:<64 hex digits>, as sha256sum prints them, to fail on any other content. Any content when absent.")
    public String digest;
}
