package dev.radin.api.pod;

import java.util.List;
import java.util.Map;

/**
 * Which fields of a Pod a resource may set, and how much each holds. Of types that are not listed all fields are taken.
 *
 * <p>Kubernetes 1.33 has these only with a feature gate that is off there: volumes {@code image} (ImageVolume), {@code
 * resourceClaims} and {@code resources.claims} (DynamicResourceAllocation), {@code volumeAttributesClassName}. Its API server
 * drops them from pods when the gate is off; they are here, as later versions have them. What is alpha in 1.33 and was not
 * settled is left out: {@code lifecycle.stopSignal}, {@code resources} of whole pods, projected {@code clusterTrustBundle}.
 */
final class PodSubsetFields {

    private static final List<String> PROBE = List.of(
            "exec",
            "httpGet",
            "tcpSocket",
            "failureThreshold",
            "initialDelaySeconds",
            "periodSeconds",
            "successThreshold",
            "timeoutSeconds");

    /** By type; where two uses of a type differ, by the end of the path. */
    private static final Map<String, List<String>> TAKEN = Map.ofEntries(
            Map.entry(
                    "PodSpec",
                    List.of(
                            "affinity",
                            "containers",
                            "dnsConfig",
                            "dnsPolicy",
                            "hostAliases",
                            "imagePullSecrets",
                            "initContainers",
                            "nodeSelector",
                            "priorityClassName",
                            "resourceClaims",
                            "runtimeClassName",
                            "schedulerName",
                            "securityContext",
                            "serviceAccountName",
                            "terminationGracePeriodSeconds",
                            "tolerations",
                            "topologySpreadConstraints",
                            "volumes")),
            Map.entry(
                    "spec.containers[]",
                    List.of(
                            "name",
                            "image",
                            "imagePullPolicy",
                            "env",
                            "envFrom",
                            "resources",
                            "volumeMounts",
                            "securityContext")),
            Map.entry(
                    "spec.initContainers[]",
                    List.of(
                            "name",
                            "image",
                            "imagePullPolicy",
                            "command",
                            "args",
                            "workingDir",
                            "env",
                            "envFrom",
                            "resources",
                            "volumeMounts",
                            "securityContext",
                            "restartPolicy",
                            "startupProbe",
                            "lifecycle")),
            Map.entry("Lifecycle", List.of("postStart", "preStop")),
            Map.entry("Probe", PROBE),
            Map.entry("Capabilities", List.of("drop")),
            Map.entry(
                    "SecurityContext",
                    List.of(
                            "allowPrivilegeEscalation",
                            "appArmorProfile",
                            "capabilities",
                            "readOnlyRootFilesystem",
                            "runAsGroup",
                            "runAsNonRoot",
                            "runAsUser",
                            "seLinuxOptions",
                            "seccompProfile")),
            Map.entry(
                    "PodSecurityContext",
                    List.of(
                            "appArmorProfile",
                            "fsGroup",
                            "fsGroupChangePolicy",
                            "runAsGroup",
                            "runAsNonRoot",
                            "runAsUser",
                            "seLinuxChangePolicy",
                            "seLinuxOptions",
                            "seccompProfile",
                            "supplementalGroups",
                            "supplementalGroupsPolicy")),
            Map.entry(
                    "VolumeMount",
                    List.of("name", "mountPath", "readOnly", "subPath", "subPathExpr", "mountPropagation")),
            Map.entry(
                    "Volume",
                    List.of(
                            "name",
                            "persistentVolumeClaim",
                            "secret",
                            "configMap",
                            "emptyDir",
                            "projected",
                            "csi",
                            "ephemeral",
                            "image")),
            Map.entry("VolumeProjection", List.of("configMap", "downwardAPI", "secret", "serviceAccountToken")),
            Map.entry(
                    "PersistentVolumeClaimSpec",
                    List.of(
                            "accessModes",
                            "resources",
                            "storageClassName",
                            "volumeAttributesClassName",
                            "selector",
                            "dataSourceRef")));

    /** Keys of lists that the core types give an empty default, and what Kubernetes asks for later. */
    static final Map<String, List<String>> ALSO_REQUIRED = Map.of(
            "spec.imagePullSecrets[]", List.of("name"),
            "spec.initContainers[]", List.of("image"));

    static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            Map.entry("metadata.labels", "Of pods and their Job; not radin.dev/…, which the operator sets."),
            Map.entry("metadata.annotations", "Of pods and their Job; not radin.dev/…, which the operator sets."),
            Map.entry("spec.affinity", "Preferences for nodes and neighbours."),
            Map.entry("spec.containers", "Only worker, which makes the passes; for others see initContainers."),
            Map.entry("spec.containers[].image", "Instead of the one that the operator is configured with."),
            Map.entry("spec.containers[].imagePullPolicy", "When the image is pulled."),
            Map.entry("spec.containers[].env", "Environment; credentials of storage, for one."),
            Map.entry("spec.containers[].envFrom", "Environment from ConfigMaps and Secrets."),
            Map.entry(
                    "spec.containers[].resources",
                    "One nvidia.com/gpu for passes by default; a processor and 2Gi for planning, and for passes with"
                            + " device: CPU."),
            Map.entry(
                    "spec.containers[].volumeMounts",
                    "Not at /tmp, /etc/radin and /var/radin, where the worker has its own."),
            Map.entry("spec.containers[].securityContext", "Over the restricted one that workers have."),
            Map.entry("spec.dnsConfig", "Name servers and search domains."),
            Map.entry("spec.dnsPolicy", "Which name servers are asked."),
            Map.entry("spec.hostAliases", "Names of hosts, as in /etc/hosts."),
            Map.entry("spec.imagePullSecrets", "Secrets to pull images with."),
            Map.entry(
                    "spec.initContainers",
                    "Run before the worker; with restartPolicy: Always beside it, as a sidecar, until it ends."),
            Map.entry("spec.nodeSelector", "Labels that a node must have."),
            Map.entry("spec.priorityClassName", "PriorityClass of the pods."),
            Map.entry("spec.resourceClaims", "Devices by dynamic resource allocation; see resources.claims."),
            Map.entry("spec.runtimeClassName", "RuntimeClass of the pods, such as nvidia."),
            Map.entry("spec.schedulerName", "Scheduler of the pods."),
            Map.entry("spec.securityContext", "Over the restricted one that pods have; fsGroup, for one."),
            Map.entry(
                    "spec.serviceAccountName",
                    "For access to storage; its token is mounted only where a projected volume says so."),
            Map.entry("spec.terminationGracePeriodSeconds", "For the batch that is under way, 30 by default."),
            Map.entry("spec.tolerations", "Taints of nodes that do not matter."),
            Map.entry("spec.topologySpreadConstraints", "How pods spread over nodes."),
            Map.entry(
                    "spec.volumes",
                    "file:/// URIs are paths in them, once mounted. There is no hostPath, as it opens the node."));

    private static final int MOST_OF_A_NAME = 253;
    private static final int MOST_OF_A_PATH = 4096;
    private static final int MOST_OF_A_VALUE = 32_768;

    private static final long MOST = Integer.MAX_VALUE;

    private PodSubsetFields() {}

    /** @return none when all are taken */
    static List<String> of(String type, String path) {
        return TAKEN.getOrDefault(path, TAKEN.getOrDefault(type, List.of()));
    }

    static int mostCharacters(String path) {
        return switch (last(path)) {
            case "value", "command", "args" -> path.contains("env[]") || path.endsWith("[]")
                    ? MOST_OF_A_VALUE
                    : MOST_OF_A_NAME;
            case "path",
                    "subPath",
                    "subPathExpr",
                    "workingDir",
                    "volumeAttributes",
                    "localhostProfile" -> MOST_OF_A_PATH;
            case "image", "reference", "fieldPath", "mountPath" -> 1024;
            default -> MOST_OF_A_NAME;
        };
    }

    static int mostItems(String path) {
        return switch (last(path)) {
            case "containers" -> 4;
            case "initContainers",
                    "imagePullSecrets",
                    "resourceClaims",
                    "accessModes",
                    "preferredDuringSchedulingIgnoredDuringExecution" -> 16;
            case "env", "args" -> 256;
            default -> 64;
        };
    }

    /** Of an integer: the least and the most. */
    static long[] range(String path) {
        return switch (last(path)) {
            case "weight" -> new long[] {1, 100};
            case "port" -> new long[] {1, 65_535};
            case "mode", "defaultMode" -> new long[] {0, 0777};
            case "expirationSeconds" -> new long[] {600, 1L << 32};
            case "maxSkew",
                    "minDomains",
                    "failureThreshold",
                    "successThreshold",
                    "periodSeconds",
                    "timeoutSeconds" -> new long[] {1, MOST};
            case "sleep", "seconds" -> new long[] {1, MOST};
            default -> new long[] {0, MOST};
        };
    }

    private static String last(String path) {
        String named = path.replace("[]", "").replace(".*", "");
        return named.substring(named.lastIndexOf('.') + 1);
    }
}
