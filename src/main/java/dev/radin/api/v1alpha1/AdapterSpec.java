package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;

/** A soup that is an adapter. */
public class AdapterSpec {

    @Min(1)
    @Max(65_536)
    @JsonPropertyDescription(
            "The most rank that a module of the soup may have: of each the nearest product of that rank, which is what is scored."
                    + " The soup is the exact sum, whose rank is that of its members together, when absent.")
    public Integer rank;
}
