package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** A soup that is an adapter. */
public class AdapterSpec {

    @Min(1)
    @Max(65_536)
    @JsonPropertyDescription(
            "The highest rank that a module of the soup may have: each is cut to the nearest product of that rank, and scored so."
                    + " When absent the soup is the exact sum, whose rank is that of its members together.")
    public Integer rank;
}
