package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Map;

/** What is special about one kind of pod. */
public class PodPoolSpec {

    @JsonPropertyDescription("Replaces the image that the operator would use.")
    public String image;

    @JsonPropertyDescription("Of the container.")
    public ResourceRequirements resources;

    @JsonPropertyDescription("Of the pods and their Job, over workers.labels.")
    public Map<String, String> labels;

    @JsonPropertyDescription("Temporary space.")
    public ScratchSpec scratch;
}
