package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Map;

/** How Kubernetes runs the stages; radin run uses passesPerPod only. */
public class WorkersSpec {

    @Min(1)
    @Max(256)
    @JsonPropertyDescription("How many pods of a stage run at once, 4 by default.")
    public Integer parallelism;

    @Min(1)
    @Max(1000)
    @JsonPropertyDescription("Passes one pod makes before it ends, 4 by default.")
    public Integer passesPerPod;

    @JsonPropertyDescription("Pods that run the network: extract and evaluate.")
    public PodPoolSpec gpu;

    @JsonPropertyDescription("Pods that do not: inspect, rank and publish.")
    public PodPoolSpec cpu;

    @JsonPropertyDescription("Of all pods.")
    public String serviceAccountName;

    @JsonPropertyDescription("To pull images from a private registry.")
    public List<LocalObjectReference> imagePullSecrets;

    @JsonPropertyDescription("Environment of the container.")
    public List<EnvVar> env;

    @JsonPropertyDescription("Environment from ConfigMaps and Secrets.")
    public List<EnvFromSource> envFrom;

    @JsonPropertyDescription("PersistentVolumeClaim, Secret, ConfigMap, emptyDir, projected or CSI; never hostPath.")
    public List<Volume> volumes;

    @JsonPropertyDescription("Where the volumes are seen.")
    public List<VolumeMount> volumeMounts;

    @JsonPropertyDescription("Labels a node must have.")
    public Map<String, String> nodeSelector;

    @JsonPropertyDescription("Taints that do not matter.")
    public List<Toleration> tolerations;

    @JsonPropertyDescription("Preferences for nodes and neighbours.")
    public Affinity affinity;

    @JsonPropertyDescription("How pods spread over nodes.")
    public List<TopologySpreadConstraint> topologySpread;

    @JsonPropertyDescription("Of the pods.")
    public String priorityClassName;

    @JsonPropertyDescription("Of the pods.")
    public String runtimeClassName;

    @JsonPropertyDescription("Of the pods.")
    public String schedulerName;

    @JsonPropertyDescription("Of all pods and Jobs.")
    public Map<String, String> labels;

    @JsonPropertyDescription("Of all pods and Jobs.")
    public Map<String, String> annotations;

    @JsonPropertyDescription("The group that owns mounted volumes.")
    public Long fsGroup;

    @Min(60)
    @JsonPropertyDescription("After which a stage that has not ended fails.")
    public Long stageTimeoutSeconds;
}
