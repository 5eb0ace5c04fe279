package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Map;

/** What is special about one kind of pod. */
public class PodPoolSpec {

    @Size(max = 512)
    @JsonPropertyDescription("Image of the container, instead of the one that the operator is configured with.")
    public String image;

    @JsonPropertyDescription(
            "Resources of the container, as in a Pod; for gpu, limits with nvidia.com/gpu or the like.")
    @PodPart(ResourceRequirements.class)
    public ObjectNode resources;

    @Size(max = 64)
    @JsonPropertyDescription("Labels of these pods and their Job, over workers.labels.")
    public Map<String, @Size(max = 63) @Pattern(WorkersSpec.LABEL) String> labels;

    @JsonPropertyDescription("Temporary space on the node.")
    public ScratchSpec scratch;
}
