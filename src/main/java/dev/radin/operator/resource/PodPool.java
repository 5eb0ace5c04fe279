package dev.radin.operator.resource;

import dev.radin.api.v1alpha1.PodPoolSpec;
import dev.radin.api.v1alpha1.WorkersSpec;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What distinguishes pods that run the network from those that do not. */
record PodPool(String image, ResourceRequirements resources, Map<String, String> labels, Quantity scratchLimit) {

    private static final String GPU = "nvidia.com/gpu";

    /** Stages that make passes run on the GPU pool; so does publish when there are test passes to make. */
    static PodPool of(WorkersSpec workers, Selection selection, Stage stage, OperatorConfig config) {
        boolean gpu = stage.makesPasses()
                || stage == Stage.publish && !selection.test().isEmpty();
        return gpu ? gpu(workers, config) : cpu(workers, config);
    }

    private static PodPool gpu(WorkersSpec workers, OperatorConfig config) {
        ResourceRequirements oneGpu = new ResourceRequirementsBuilder()
                .addToLimits(GPU, new Quantity("1"))
                .build();
        return of(workers.gpu, config.gpuImage(), oneGpu);
    }

    private static PodPool cpu(WorkersSpec workers, OperatorConfig config) {
        ResourceRequirements modest = new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity("1"))
                .addToRequests("memory", new Quantity("2Gi"))
                .build();
        return of(workers.cpu, config.cpuImage(), modest);
    }

    private static PodPool of(PodPoolSpec spec, String image, ResourceRequirements resources) {
        PodPoolSpec pool = Objects.requireNonNullElseGet(spec, PodPoolSpec::new);
        return new PodPool(
                pool.image == null || pool.image.isEmpty() ? image : pool.image,
                pool.resources == null ? resources : PodParts.typed(pool.resources, ResourceRequirements.class),
                Objects.requireNonNullElse(pool.labels, Map.of()),
                Optional.ofNullable(pool.scratch).map(s -> s.sizeLimit).orElse(null));
    }

    /** What makes the passes: {@code cuda} when the GPU pool's pods ask for a GPU of any kind, otherwise {@code cpu}. */
    static String device(WorkersSpec workers, OperatorConfig config) {
        ResourceRequirements resources = gpu(workers, config).resources();
        boolean asksForGpu = resources.getLimits() != null
                && resources.getLimits().keySet().stream().anyMatch(name -> name.startsWith("nvidia.com/"));
        return asksForGpu ? "cuda" : "cpu";
    }
}
