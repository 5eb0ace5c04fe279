package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;

/** A member of a soup. */
public class MemberStatus {

    @Required
    @Size(max = 255)
    @JsonPropertyDescription("Its name; (base) for that which spec.base names.")
    public String model;

    @Size(max = 32)
    @JsonPropertyDescription("Its share of the soup, a decimal; all members together have one.")
    public String weight;
}
