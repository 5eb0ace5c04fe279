package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What is special about the pods of one role. */
public class PodRoleSpec {

    @JsonPropertyDescription(
            "Over workers.template, as server-side apply lays one over the other: mappings merge, lists merge by their keys,"
                    + " all else is replaced.")
    public ObjectNode template;

    @JsonPropertyDescription("Temporary space on the node.")
    public ScratchSpec scratch;
}
