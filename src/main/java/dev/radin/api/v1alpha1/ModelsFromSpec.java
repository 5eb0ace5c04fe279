package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;

/** All checkpoints of a folder, named after their files. */
public class ModelsFromSpec {

    @Required
    @JsonPropertyDescription("The folder; its sub-folders are not looked at.")
    public String uri;

    @JsonPropertyDescription("A glob that file names must match, * by default.")
    public String include;
}
