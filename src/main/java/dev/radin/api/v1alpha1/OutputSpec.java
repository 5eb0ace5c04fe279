package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** Where the soup goes, and what it is saved as. */
public class OutputSpec extends LocationSpec {

    @JsonPropertyDescription("What the soup is saved as.")
    public SoupSpec soup;
}
