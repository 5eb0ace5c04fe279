package dev.radin.cluster;

import io.fabric8.kubernetes.api.model.Quantity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Says what a fake node is to be before it starts. It needs images and a folder, or a program. */
public final class FakeNodeBuilder {

    final ControlPlane cluster;
    final Map<String, Quantity> capacity = new TreeMap<>(Map.of(
            "cpu", new Quantity("64"),
            "memory", new Quantity("256Gi"),
            "pods", new Quantity("10000")));
    final Map<String, Entrypoint> images = new HashMap<>();
    Entrypoint anyImage;
    Path folder;
    PodProgram program;
    final List<String> binds = new ArrayList<>();

    FakeNodeBuilder(ControlPlane cluster) {
        this.cluster = cluster;
    }

    /** {@code withCapacity("nvidia.com/gpu", "8")}. Besides, it has 64 CPUs and 256 GiB. */
    public FakeNodeBuilder withCapacity(String resource, String quantity) {
        capacity.put(resource, new Quantity(quantity));
        return this;
    }

    /** Containers of {@code image} run as processes, with {@code entrypoint} where the Pod has no command of its own. */
    public FakeNodeBuilder withImage(String image, String... entrypoint) {
        images.put(image, Entrypoint.process(List.of(entrypoint)));
        return this;
    }

    /** Containers of {@code image} run as {@code words}, whatever command the Pod has: one that an init container has brought. */
    public FakeNodeBuilder withBrought(String image, String... words) {
        Entrypoint brought = Entrypoint.process(List.of(words));
        images.put(
                image,
                (command, arguments, where, environment, log) ->
                        brought.start(List.of(), arguments, where, environment, log));
        return this;
    }

    /** Containers of {@code image} run as threads of this JVM, with volumes and environment as processes have them. */
    public FakeNodeBuilder withImage(String image, ContainerMain main) {
        images.put(image, Entrypoint.thread(main));
        return this;
    }

    /** As {@link #withImage(String, String...)}, for every image that is not named. Otherwise such an image cannot be pulled. */
    public FakeNodeBuilder withAnyImage(String... entrypoint) {
        anyImage = Entrypoint.process(List.of(entrypoint));
        return this;
    }

    /** Where the Pods' volumes and logs lie, for processes. */
    public FakeNodeBuilder withFolder(Path where) {
        folder = where;
        return this;
    }

    /** Nothing runs: {@code decides} how each Pod ends. In place of images. */
    public FakeNodeBuilder withProgram(PodProgram decides) {
        program = decides;
        return this;
    }

    /** Binds every Pod of {@code namespaces} that waits for a node; in place of a scheduler, and of other nodes. */
    public FakeNodeBuilder bindingPodsIn(String... namespaces) {
        binds.addAll(List.of(namespaces));
        return this;
    }

    /** Of an image, unless it cannot be pulled. */
    Optional<Entrypoint> entrypoint(String image) {
        return Optional.ofNullable(images.getOrDefault(image, anyImage));
    }

    public FakeNode start() {
        if (program == null) {
            Objects.requireNonNull(folder, "a fake node that runs processes needs a folder");
        }
        return new FakeNode(this);
    }
}
