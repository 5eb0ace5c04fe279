package dev.radin.operator.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.api.pod.PodMerge;
import dev.radin.api.v1alpha1.WorkersSpec;
import dev.radin.api.v1alpha1.WorkersSpec.Device;
import dev.radin.operator.config.OperatorConfig;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.Iterator;

/**
 * The pods of each role as the user wants them, over what they are when nothing is said: few rights, one GPU for passes and a
 * processor for planning, the operator's images.
 */
final class PodTemplates {

    /** A worker that is told to stop ends after the batch it is in. */
    private static final int GRACE_SECONDS = 30;

    /**
     * A volume whose root has the pod's fsGroup is left as it is. The usual policy sets owner and mode of every file again
     * whenever a pod mounts the volume, which takes long on many files and has all inputs look changed. It is said of every
     * pod: where the resource names no fsGroup, a cluster may still give its pods one.
     */
    private static final String OWNERSHIP = "OnRootMismatch";

    private static final String GPU = "nvidia.com/gpu";
    private static final String GPU_VENDOR = "nvidia.com/";

    /** Of the workers' own images: the others' too, so that one volume suits all pods. */
    private static final int USER = 65_532;

    private final WorkersSpec workers;
    private final boolean program;
    private final OperatorConfig config;

    /** @param program whether a program of the user's makes the passes */
    PodTemplates(WorkersSpec workers, boolean program, OperatorConfig config) {
        this.workers = workers;
        this.program = program;
        this.config = config;
    }

    PodTemplateSpec of(PodRole role) {
        ObjectNode users = users(role);
        return KubernetesJson.SERIALIZATION.convertValue(
                PodMerge.merge(defaults(role, users), users), PodTemplateSpec.class);
    }

    /** What makes the passes, as workers call it. */
    String device() {
        JsonNode resources = worker(users(PodRole.passes)).path("resources");
        Device asked = workers.device == null ? Device.Auto : workers.device;
        return switch (asked) {
            case CPU -> "cpu";
            case CUDA -> "cuda";
            case Auto -> (resources.isMissingNode() ? byDefault() : asksForGpu(resources)) ? "cuda" : "cpu";
        };
    }

    private boolean byDefault() {
        return config.defaultDevice() == OperatorConfig.DefaultDevice.CUDA;
    }

    private static boolean asksForGpu(JsonNode resources) {
        boolean asks = !resources.path("claims").isEmpty();
        for (Iterator<String> names = resources.path("limits").fieldNames(); names.hasNext(); ) {
            asks |= names.next().startsWith(GPU_VENDOR);
        }
        return asks;
    }

    private ObjectNode users(PodRole role) {
        return PodMerge.merge(workers.template, role.in(workers).template);
    }

    private static JsonNode worker(ObjectNode template) {
        for (JsonNode container : template.at("/spec/containers")) {
            if (container.path("name").asText().equals(WorkerPod.CONTAINER)) {
                return container;
            }
        }
        return MissingNode.getInstance();
    }

    /** The restricted Pod Security Standard, and what a pod cannot be without. */
    private ObjectNode defaults(PodRole role, ObjectNode users) {
        ObjectNode template = JsonNodeFactory.instance.objectNode();
        template.putObject("metadata");
        ObjectNode spec = template.putObject("spec").put("terminationGracePeriodSeconds", GRACE_SECONDS);
        boolean theirs = program && role == PodRole.passes;
        ObjectNode securityContext = spec.putObject("securityContext").put("runAsNonRoot", true);
        if (theirs) {
            securityContext.put("runAsUser", USER);
        }
        securityContext
                .put("fsGroupChangePolicy", OWNERSHIP)
                .putObject("seccompProfile")
                .put("type", "RuntimeDefault");
        boolean cuda = role == PodRole.passes && device().equals("cuda");
        ObjectNode worker = spec.putArray("containers").addObject().put("name", WorkerPod.CONTAINER);
        worker.put("image", cuda && !theirs ? config.gpuImage() : config.cpuImage());
        if (theirs) {
            RuntimeCopy.environment(worker.putArray("env"));
        }
        restrict(worker).put("readOnlyRootFilesystem", true);
        if (worker(users).path("resources").isMissingNode()) {
            resources(worker.putObject("resources"), cuda);
        }
        users.at("/spec/initContainers")
                .forEach(container -> restrict(spec.withArray("/initContainers")
                        .addObject()
                        .put("name", container.path("name").asText())));
        return template;
    }

    private static ObjectNode restrict(ObjectNode container) {
        ObjectNode context = container.putObject("securityContext").put("allowPrivilegeEscalation", false);
        context.putObject("capabilities").putArray("drop").add("ALL");
        return context;
    }

    private static void resources(ObjectNode resources, boolean cuda) {
        if (cuda) {
            resources.putObject("limits").put(GPU, "1");
        } else {
            resources.putObject("requests").put("cpu", "1").put("memory", "2Gi");
        }
    }
}
