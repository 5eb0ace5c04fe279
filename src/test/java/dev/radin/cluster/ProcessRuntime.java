package dev.radin.cluster;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Runs a Pod's container as a process of this machine, or what stands for one in this JVM. Its files lie in {@code <folder>/pods/<namespace>.<name>.<uid>}.
 *
 * @param entrypoints by image; none for an image that cannot be pulled
 */
record ProcessRuntime(KubernetesClient client, Function<String, Optional<Entrypoint>> entrypoints, Path folder)
        implements PodRuntime {

    private static final int BEGINNING_BYTES = 4096;

    /** What a container image would set. */
    private static final List<String> INHERITED = List.of("PATH", "HOME", "JAVA_HOME", "LANG", "LC_ALL");

    @Override
    public RunningPod start(Pod pod) throws CannotStart {
        Container container = pod.getSpec().getContainers().get(0);
        Entrypoint entrypoint = entrypoints.apply(container.getImage()).orElseThrow(() -> CannotStart.imagePull(pod));
        try {
            Path home = home(pod);
            Path message = Files.writeString(home.resolve("termination-log"), "");
            LocalPaths paths = mount(pod, container, home);
            paths.put(container.getTerminationMessagePath(), message);
            Map<String, String> variables = variables(pod, container);
            Map<String, String> environment = inherited();
            variables.forEach((name, value) -> environment.put(name, paths.localise(value)));
            UnaryOperator<String> told = word -> paths.localise(PodEnvironment.expand(word, variables));
            Path log = home.resolve("log");
            ContainerProcess process = entrypoint.start(
                    told(container.getCommand(), told), told(container.getArgs(), told), home, environment, log);
            return new Running(container, process, message, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lay out " + pod.getMetadata().getName(), e);
        }
    }

    private Path home(Pod pod) throws IOException {
        String name = pod.getMetadata().getNamespace() + "." + pod.getMetadata().getName() + "."
                + pod.getMetadata().getUid();
        return Files.createDirectories(folder.toAbsolutePath().resolve("pods").resolve(name));
    }

    private LocalPaths mount(Pod pod, Container container, Path home) throws IOException, CannotStart {
        Map<String, Path> places = new HashMap<>();
        PodVolumes volumes =
                new PodVolumes(pod, data(pod), home, folder.toAbsolutePath().resolve("claims"));
        for (Volume volume : pod.getSpec().getVolumes()) {
            try {
                places.put(volume.getName(), volumes.lay(volume));
            } catch (NamedData.Missing e) {
                throw CannotStart.mount(volume.getName(), e.getMessage());
            }
        }
        LocalPaths paths = new LocalPaths();
        for (VolumeMount mount : container.getVolumeMounts()) {
            Path place = places.get(mount.getName());
            paths.put(mount.getMountPath(), mount.getSubPath() == null ? place : place.resolve(mount.getSubPath()));
            // A folder of mounts is one here as well, where each is called as its claim.
            int slash = mount.getMountPath().lastIndexOf('/');
            if (slash > 0 && place.endsWith(mount.getMountPath().substring(slash + 1))) {
                paths.put(mount.getMountPath().substring(0, slash), place.getParent());
            }
        }
        return paths;
    }

    private Map<String, String> variables(Pod pod, Container container) throws CannotStart {
        try {
            return new PodEnvironment(pod, data(pod)).of(container);
        } catch (NamedData.Missing e) {
            throw new CannotStart("CreateContainerConfigError", e.getMessage());
        }
    }

    private NamedData data(Pod pod) {
        return new NamedData(client, pod.getMetadata().getNamespace());
    }

    private static Map<String, String> inherited() {
        Map<String, String> environment = new HashMap<>(System.getenv());
        environment.keySet().retainAll(INHERITED);
        return environment;
    }

    /** The Pod's own words alone: the image's are of this machine already. */
    private static List<String> told(List<String> words, UnaryOperator<String> told) {
        return words.stream().map(told).toList();
    }

    private record Running(Container container, ContainerProcess process, Path message, Path log)
            implements RunningPod {

        @Override
        public CompletableFuture<PodEnding> ending() {
            return process.exit()
                    .thenApply(code -> PodEnding.exit(code, TerminationMessage.read(container, code, message, log)));
        }

        @Override
        public void terminate() {
            process.terminate();
        }

        @Override
        public void kill() {
            process.kill();
        }

        @Override
        public String said() {
            try (InputStream written = Files.newInputStream(log)) {
                return new String(written.readNBytes(BEGINNING_BYTES), StandardCharsets.UTF_8);
            } catch (IOException e) {
                return e.toString();
            }
        }
    }
}
