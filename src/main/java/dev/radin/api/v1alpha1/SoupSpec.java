package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.radin.protocol.Selection.FloatDType;

/** What the soup is saved as. */
public class SoupSpec {

    @JsonPropertyDescription(
            "The dtype of the soup's floating weights, such as BF16 for serving. Soups and single models are run with weights"
                    + " rounded to it, so that what is scored is what is published. By default each tensor has the smallest"
                    + " dtype that holds those of the soup's members.")
    public FloatDType dtype;
}
