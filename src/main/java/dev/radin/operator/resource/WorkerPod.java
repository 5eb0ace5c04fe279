package dev.radin.operator.resource;

import dev.radin.api.v1alpha1.WorkersSpec;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import java.util.List;

/**
 * A worker's pod: one container that may do nothing but read, compute and write, under the restricted Pod Security
 * Standard, with the user's volumes, environment and placement.
 */
final class WorkerPod {

    private static final String SELECTION_VOLUME = "radin-selection";
    private static final String SCRATCH_VOLUME = "radin-scratch";

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
                .withImagePullSecrets(workers.imagePullSecrets)
                .withNodeSelector(workers.nodeSelector)
                .withTolerations(workers.tolerations)
                .withAffinity(workers.affinity)
                .withTopologySpreadConstraints(workers.topologySpread)
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
                .addAllToVolumes(workers.volumes == null ? List.of() : workers.volumes)
                .build();
    }

    private static Container container(WorkersSpec workers, PodPool pool, List<String> arguments) {
        return new ContainerBuilder()
                .withName("worker")
                .withImage(pool.image())
                .withArgs(arguments)
                .withEnv(workers.env)
                .withEnvFrom(workers.envFrom)
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
                .addAllToVolumeMounts(workers.volumeMounts == null ? List.of() : workers.volumeMounts)
                .build();
    }
}
