package dev.radin;

import dev.radin.operator.resource.KubernetesJson;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipOutputStream;

/** The packaged program as the operator's image has it: with nothing in the libraries of clouds. */
public final class OperatorProgram {

    public static final Path WHOLE = Path.of("target/quarkus-app");

    private static final Path LIBRARIES = Path.of("lib/main");
    private static final Path LIST = Path.of("src/main/container/cloud-libraries");

    private OperatorProgram() {}

    /**
     * Its folder, with {@code quarkus-run.jar}.
     *
     * @param parent an empty folder, in which it is made
     */
    public static Path in(Path parent) throws IOException {
        Path folder = parent.resolve("operator-app");
        List<Path> files;
        try (Stream<Path> all = Files.walk(WHOLE)) {
            files = all.filter(Files::isRegularFile).map(WHOLE::relativize).toList();
        }
        List<PathMatcher> clouds = patterns().stream()
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                .toList();
        for (Path file : files) {
            Path target = folder.resolve(file);
            Files.createDirectories(target.getParent());
            if (file.startsWith(LIBRARIES) && clouds.stream().anyMatch(cloud -> cloud.matches(file.getFileName()))) {
                new ZipOutputStream(Files.newOutputStream(target)).close();
            } else if (file.startsWith(LIBRARIES)) {
                Files.createSymbolicLink(target, WHOLE.resolve(file).toAbsolutePath());
            } else {
                Files.copy(WHOLE.resolve(file), target);
            }
        }
        return folder;
    }

    /** With which its Deployment starts it. */
    public static List<String> javaOptions() throws IOException {
        Deployment deployment = KubernetesJson.SERIALIZATION.unmarshal(
                Files.readString(Path.of("deploy/deployment.yaml")), Deployment.class);
        String options = deployment.getSpec().getTemplate().getSpec().getContainers().get(0).getEnv().stream()
                .filter(variable -> variable.getName().equals("JAVA_TOOL_OPTIONS"))
                .findFirst()
                .orElseThrow()
                .getValue();
        return List.of(options.split(" "));
    }

    /** Of the names of those libraries. */
    static List<String> patterns() throws IOException {
        return Files.readAllLines(LIST).stream()
                .filter(line -> !line.startsWith("#"))
                .toList();
    }

    static List<Path> libraries(Path folder) throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve(LIBRARIES))) {
            return all.toList();
        }
    }
}
