package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A file that is read. */
public class InputSpec {

    @Required
    @JsonPropertyDescription("An absolute URI: file:///… or s3://…")
    public String uri;

    @JsonPropertyDescription("sha256:<64 hex digits> to accept this content only; any content when absent.")
    public String digest;
}
