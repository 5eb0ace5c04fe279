package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** A folder that is written. */
public class LocationSpec {

    @Required
    @JsonPropertyDescription("The folder as an absolute URI.")
    public String uri;
}
