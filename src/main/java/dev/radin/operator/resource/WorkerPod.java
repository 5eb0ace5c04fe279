package dev.radin.operator.resource;

import dev.radin.api.pod.PodWords;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A worker's pod: what the user's template says, and over it what nobody else decides, namely what the worker is told, its
 * selection, its scratch, and where it leaves its receipt.
 */
public final class WorkerPod {

    /** The name of our container, among others that the cluster may put into the pod. */
    public static final String CONTAINER = PodWords.WORKER;

    private static final String SELECTION_VOLUME = "radin-selection";
    public static final String SCRATCH_VOLUME = "radin-scratch";
    private static final String CPU = "cpu";

    private final PodSpec template;
    private final ClaimVolumes claims;
    private final String programImage;

    /**
     * @param template of {@link PodTemplates}
     * @param claims of the selection's URIs
     * @param programImage with the program of the user's that the worker starts; null for a worker in radin's own image
     */
    WorkerPod(PodSpec template, ClaimVolumes claims, String programImage) {
        this.template = template;
        this.claims = claims;
        this.programImage = programImage;
    }

    /**
     * How many threads the worker may use, where nothing else holds it to what it asks for: without a limit it sees all
     * processors of its node.
     */
    OptionalInt threads() {
        ResourceRequirements resources = worker().getResources();
        Map<String, Quantity> limits = Objects.requireNonNullElse(resources.getLimits(), Map.of());
        Map<String, Quantity> requests = Objects.requireNonNullElse(resources.getRequests(), Map.of());
        Quantity asked = requests.get(CPU);
        if (limits.containsKey(CPU) || asked == null) {
            return OptionalInt.empty();
        }
        int processors =
                asked.getNumericalAmount().setScale(0, RoundingMode.CEILING).intValue();
        return processors < 1 ? OptionalInt.empty() : OptionalInt.of(processors);
    }

    /** @param scratchLimit of the scratch on the node; null for none */
    PodSpec desired(Quantity scratchLimit, String configMap, List<String> arguments) {
        PodSpecBuilder pod = new PodSpecBuilder(template);
        Container worker = container(arguments);
        if (programImage != null) {
            worker = RuntimeCopy.into(pod, worker, programImage);
        }
        return pod.withRestartPolicy("Never")
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withContainers(worker)
                .addNewVolume()
                .withName(SELECTION_VOLUME)
                .withNewConfigMap()
                .withName(configMap)
                .endConfigMap()
                .endVolume()
                .addNewVolume()
                .withName(SCRATCH_VOLUME)
                .withNewEmptyDir()
                .withSizeLimit(scratchLimit)
                .endEmptyDir()
                .endVolume()
                .addAllToVolumes(claims.volumes())
                .build();
    }

    private Container container(List<String> arguments) {
        return new ContainerBuilder(worker())
                .withArgs(arguments)
                .withTerminationMessagePath(WorkerArguments.RECEIPT_FILE)
                .withTerminationMessagePolicy("File")
                .addNewVolumeMount()
                .withName(SELECTION_VOLUME)
                .withMountPath(WorkerArguments.SELECTION_FOLDER)
                .withReadOnly(true)
                .endVolumeMount()
                .addNewVolumeMount()
                .withName(SCRATCH_VOLUME)
                .withMountPath(WorkerArguments.SCRATCH_FOLDER)
                .endVolumeMount()
                .addAllToVolumeMounts(claims.mounts())
                .build();
    }

    private Container worker() {
        return template.getContainers().get(0);
    }
}
