package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.Quantity;

/** Room for averaged weights on a node. */
public class ScratchSpec {

    @JsonPropertyDescription("Of the emptyDir; the soups of one pod must fit.")
    public Quantity sizeLimit;
}
