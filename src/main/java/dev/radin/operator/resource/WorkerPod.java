package dev.radin.operator.resource;

import dev.radin.api.v1alpha1.WorkersSpec;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvFromSource;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;

/**
 * A worker's pod: one container that may do nothing but read, compute and write, under the restricted Pod Security
 * Standard, with the user's volumes, environment and placement.
 */
public final class WorkerPod {

    /** The name of our container, among others that the cluster may put into the pod. */
    public static final String CONTAINER = "worker";

    private static final String SELECTION_VOLUME = "radin-selection";
    public static final String SCRATCH_VOLUME = "radin-scratch";

    /** A worker that is told to stop ends after the batch it is in. */
    private static final long GRACE_SECONDS = 30;

    private WorkerPod() {}

    static PodSpec of(WorkersSpec workers, PodPool pool, String configMap, List<String> arguments) {
        return new PodSpecBuilder()
                .withRestartPolicy("Never")
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withServiceAccountName(workers.serviceAccountName)
                .withImagePullSecrets(PodParts.typed(workers.imagePullSecrets, LocalObjectReference.class))
                .withNodeSelector(workers.nodeSelector)
                .withTolerations(PodParts.typed(workers.tolerations, Toleration.class))
                .withAffinity(PodParts.typed(workers.affinity, Affinity.class))
                .withTopologySpreadConstraints(PodParts.typed(workers.topologySpread, TopologySpreadConstraint.class))
                .withPriorityClassName(workers.priorityClassName)
                .withRuntimeClassName(workers.runtimeClassName)
                .withSchedulerName(workers.schedulerName)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withFsGroup(workers.fsGroup)
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withContainers(container(workers, pool, arguments))
                .addNewVolume()
                .withName(SELECTION_VOLUME)
                .withNewConfigMap()
                .withName(configMap)
                .endConfigMap()
                .endVolume()
                .addNewVolume()
                .withName(SCRATCH_VOLUME)
                .withNewEmptyDir()
                .withSizeLimit(pool.scratchLimit())
                .endEmptyDir()
                .endVolume()
                .addAllToVolumes(volumes(workers))
                .build();
    }

    private static List<Volume> volumes(WorkersSpec workers) {
        return workers.volumes == null
                ? List.of()
                : workers.volumes.stream()
                        .map(volume -> PodParts.typed((Object) volume, Volume.class))
                        .toList();
    }

    private static Container container(WorkersSpec workers, PodPool pool, List<String> arguments) {
        return new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(pool.image())
                .withArgs(arguments)
                .withEnv(PodParts.typed(workers.env, EnvVar.class))
                .withEnvFrom(PodParts.typed(workers.envFrom, EnvFromSource.class))
                .withResources(pool.resources())
                .withTerminationMessagePath(WorkerArguments.RECEIPT_FILE)
                .withTerminationMessagePolicy("File")
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .addNewVolumeMount()
                .withName(SELECTION_VOLUME)
                .withMountPath(WorkerArguments.SELECTION_FOLDER)
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName(SCRATCH_VOLUME)
                .withMountPath(WorkerArguments.SCRATCH_FOLDER)
                .endVolumeMount()
                .addAllToVolumeMounts(PodParts.typed(workers.volumeMounts, VolumeMount.class))
                .build();
    }
}
