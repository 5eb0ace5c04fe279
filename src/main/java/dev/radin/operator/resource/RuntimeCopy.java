package dev.radin.operator.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings radin into a container of the user's image: an init container of radin's own image copies its Java and its program,
 * without PyTorch, to a volume, and the worker is started from there. So one worker serves all images, and nothing has to be
 * in them but what Java needs, the C library.
 */
public final class RuntimeCopy {

    /** The container that copies, and the volume. */
    public static final String NAME = "radin-runtime";

    private static final String FOLDER = "/radin";

    /** What is started in the other image. */
    public static final String JAVA = FOLDER + "/openjdk/bin/java";

    /** As src/main/container/Containerfile lays them out. */
    private static final List<String> COPY =
            List.of("cp", "-R", "--preserve=mode,timestamps", "/opt/java/openjdk", "/opt/radin/app", FOLDER);

    /** What the launcher of radin's own images does, of which the other image may have no shell. */
    private static final List<String> START = List.of(
            JAVA,
            "-XX:+UseParallelGC",
            "-XX:CompileThresholdScaling=5",
            "-Dradin.terminal=plain",
            "-jar",
            FOLDER + "/app/quarkus-run.jar");

    /** What a quota may want to be said of every container. */
    private static final Set<String> COUNTED = Set.of("cpu", "memory", "ephemeral-storage");

    private RuntimeCopy() {}

    /** Where nothing else is said: the image's own home may not be writable, and its user not known there. */
    static void environment(ArrayNode environment) {
        environment.addObject().put("name", "HOME").put("value", WorkerArguments.SCRATCH_FOLDER);
        environment.addObject().put("name", "USER").put("value", "radin");
        environment.addObject().put("name", "LC_ALL").put("value", "C.UTF-8");
    }

    /**
     * @param pod gets the volume and the init container, before others, which may need what this one cannot
     * @param worker with radin's own image
     * @param image of the user
     * @return the worker in the user's image
     */
    static Container into(PodSpecBuilder pod, Container worker, String image) {
        Container copy = new ContainerBuilder()
                .withName(NAME)
                .withImage(worker.getImage())
                .withImagePullPolicy(worker.getImagePullPolicy())
                .withCommand(COPY)
                .withSecurityContext(worker.getSecurityContext())
                .withResources(counted(worker.getResources()))
                .addNewVolumeMount()
                .withName(NAME)
                .withMountPath(FOLDER)
                .endVolumeMount()
                .build();
        pod.addToInitContainers(0, copy)
                .addNewVolume()
                .withName(NAME)
                .withNewEmptyDir()
                .endEmptyDir()
                .endVolume();
        return new ContainerBuilder(worker)
                .withImage(image)
                .withCommand(START)
                .addNewVolumeMount()
                .withName(NAME)
                .withMountPath(FOLDER)
                .withReadOnly(true)
                .endVolumeMount()
                .build();
    }

    /** As much as the worker has, which takes no more of a node, as this one ends before it. Devices are the worker's alone. */
    private static ResourceRequirements counted(ResourceRequirements worker) {
        return new ResourceRequirementsBuilder()
                .withRequests(counted(worker.getRequests()))
                .withLimits(counted(worker.getLimits()))
                .build();
    }

    private static Map<String, Quantity> counted(Map<String, Quantity> resources) {
        return Objects.requireNonNullElse(resources, Map.<String, Quantity>of()).entrySet().stream()
                .filter(resource -> COUNTED.contains(resource.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
