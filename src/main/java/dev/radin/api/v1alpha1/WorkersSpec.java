package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;

/** How Kubernetes runs the stages; radin run uses passesPerPod only. */
public class WorkersSpec {

    static final String LABEL = "^([A-Za-z0-9]([-._A-Za-z0-9]*[A-Za-z0-9])?)?$";

    private static final String OBJECT_NAME = "^[a-z0-9]([-.a-z0-9]*[a-z0-9])?$";

    @Min(1)
    @Max(256)
    @JsonPropertyDescription("How many pods of a stage run at once at most, 4 by default.")
    public Integer parallelism = 4;

    @Min(1)
    @Max(1000)
    @JsonPropertyDescription("Passes that one pod makes before it ends, 4 by default.")
    public Integer passesPerPod = 4;

    @JsonPropertyDescription("Pods that run the network: extract and evaluate.")
    public PodPoolSpec gpu;

    @JsonPropertyDescription("Pods that do not: inspect, rank and publish.")
    public PodPoolSpec cpu;

    @Size(max = 253)
    @Pattern(OBJECT_NAME)
    @JsonPropertyDescription(
            "ServiceAccount of all pods, for access to storage; its token is not mounted. The namespace's default when"
                    + " absent.")
    public String serviceAccountName;

    @Size(max = 16)
    @JsonPropertyDescription("Secrets to pull images with, as in a Pod.")
    @PodPart(LocalObjectReference.class)
    public List<ObjectNode> imagePullSecrets;

    @Size(max = 256)
    @JsonPropertyDescription("Environment of the container, as in a Pod; credentials of storage, for one.")
    @PodPart(EnvVar.class)
    public List<ObjectNode> env;

    @Size(max = 64)
    @JsonPropertyDescription("Environment from ConfigMaps and Secrets, as in a Pod.")
    @PodPart(EnvFromSource.class)
    public List<ObjectNode> envFrom;

    @ListKey("name")
    @Size(max = 64)
    @JsonPropertyDescription(
            "Volumes of all pods; file:/// URIs are paths in them. There is no hostPath, as it opens the node.")
    public List<VolumeSpec> volumes;

    @Size(max = 64)
    @JsonPropertyDescription("Where the container sees the volumes, as in a Pod.")
    @PodPart(VolumeMount.class)
    public List<ObjectNode> volumeMounts;

    @Size(max = 64)
    @JsonPropertyDescription("Labels that a node must have.")
    public Map<String, @Size(max = 63) @Pattern(LABEL) String> nodeSelector;

    @Size(max = 64)
    @JsonPropertyDescription("Taints of nodes that do not matter, as in a Pod.")
    @PodPart(Toleration.class)
    public List<ObjectNode> tolerations;

    @JsonPropertyDescription("Preferences for nodes and neighbours, as in a Pod.")
    @PodPart(Affinity.class)
    public ObjectNode affinity;

    @Size(max = 16)
    @JsonPropertyDescription("How pods spread over nodes, as a Pod's topologySpreadConstraints.")
    @PodPart(TopologySpreadConstraint.class)
    public List<ObjectNode> topologySpread;

    @Size(max = 253)
    @Pattern(OBJECT_NAME)
    @JsonPropertyDescription("PriorityClass of all pods.")
    public String priorityClassName;

    @Size(max = 253)
    @Pattern(OBJECT_NAME)
    @JsonPropertyDescription("RuntimeClass of all pods, such as nvidia.")
    public String runtimeClassName;

    @Size(max = 253)
    @Pattern(OBJECT_NAME)
    @JsonPropertyDescription("Scheduler of all pods.")
    public String schedulerName;

    @Size(max = 64)
    @JsonPropertyDescription("Labels of all pods and Jobs.")
    public Map<String, @Size(max = 63) @Pattern(LABEL) String> labels;

    @Size(max = 64)
    @JsonPropertyDescription("Annotations of all pods and Jobs.")
    public Map<String, @Size(max = 4096) String> annotations;

    @Min(0)
    @Max(Integer.MAX_VALUE)
    @JsonPropertyDescription("Id of the group that owns mounted volumes.")
    public Long fsGroup;

    @Min(60)
    @Max(2_592_000)
    @JsonPropertyDescription(
            "Seconds after which a stage that has not ended fails, waiting for nodes included; 86400, a day, by default.")
    public Long stageTimeoutSeconds = 86_400L;
}
