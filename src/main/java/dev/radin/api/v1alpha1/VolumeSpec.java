package dev.radin.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.CSIVolumeSource;
import io.fabric8.kubernetes.api.model.ConfigMapVolumeSource;
import io.fabric8.kubernetes.api.model.EmptyDirVolumeSource;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimVolumeSource;
import io.fabric8.kubernetes.api.model.ProjectedVolumeSource;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;

/** A volume of one of the kinds that cannot open the node: there is no hostPath here to refuse. */
public class VolumeSpec {

    @Required
    @Size(max = 63)
    @Pattern("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")
    @JsonPropertyDescription("What volumeMounts call it; unique.")
    public String name;

    @JsonPropertyDescription("A PersistentVolumeClaim, as in a Pod.")
    @PodPart(PersistentVolumeClaimVolumeSource.class)
    public ObjectNode persistentVolumeClaim;

    @JsonPropertyDescription("A Secret, as in a Pod.")
    @PodPart(SecretVolumeSource.class)
    public ObjectNode secret;

    @JsonPropertyDescription("A ConfigMap, as in a Pod.")
    @PodPart(ConfigMapVolumeSource.class)
    public ObjectNode configMap;

    @JsonPropertyDescription("An empty folder, as in a Pod.")
    @PodPart(EmptyDirVolumeSource.class)
    public ObjectNode emptyDir;

    @JsonPropertyDescription("Several sources in one folder, as in a Pod.")
    @PodPart(ProjectedVolumeSource.class)
    public ObjectNode projected;

    @JsonPropertyDescription("A volume of a CSI driver, as in a Pod.")
    @PodPart(CSIVolumeSource.class)
    public ObjectNode csi;
}
