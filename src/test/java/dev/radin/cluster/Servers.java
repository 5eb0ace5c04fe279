package dev.radin.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** The programs of one control plane as processes: started, awaited, ended. Each logs to {@code <program>.log}. */
final class Servers implements AutoCloseable {

    private final ClusterBinaries binaries;
    private final Path folder;
    private final Credentials credentials;
    private final ServerArguments arguments;
    private final Map<String, LeashedProcess> running = new ConcurrentHashMap<>();

    private Servers(ClusterBinaries binaries, Path folder, Credentials credentials, ServerArguments arguments) {
        this.binaries = binaries;
        this.folder = folder;
        this.credentials = credentials;
        this.arguments = arguments;
    }

    static Servers prepare(ClusterBinaries binaries, Path folder, List<String> apiServerFlags) {
        Path home = folder.toAbsolutePath();
        ServingAddress address = ServingAddress.draw();
        try {
            Credentials credentials = Credentials.create(home.resolve("credentials"));
            Path kubeconfig = home.resolve("kubeconfig");
            Kubeconfig.write(
                    kubeconfig, address.apiServer(), credentials.servingCertificate(), credentials.adminToken());
            return new Servers(
                    binaries, home, credentials, new ServerArguments(address, credentials, kubeconfig, apiServerFlags));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot prepare " + home, e);
        }
    }

    String url() {
        return arguments.address().apiServer();
    }

    Credentials credentials() {
        return credentials;
    }

    Path kubeconfig() {
        return arguments.kubeconfig();
    }

    Path kubeconfigFor(String name, String token) {
        return Kubeconfig.write(folder.resolve("kubeconfig." + name), url(), credentials.servingCertificate(), token);
    }

    /** Returns when it answers: an API server waits for it, and after twenty seconds ends. */
    void startEtcd() {
        start("etcd", arguments.etcd(data()));
        await("etcd", this::etcdAnswers);
    }

    private boolean etcdAnswers() {
        try {
            URI health = URI.create(arguments.address().etcd() + "/health");
            return ((HttpURLConnection) health.toURL().openConnection()).getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException e) {
            return false;
        }
    }

    /** Returns when its certificate is there; {@link #await} tells when it answers. */
    void startApiServer() {
        start("kube-apiserver", arguments.apiServer());
        await("kube-apiserver", () -> Files.exists(credentials.servingKey()));
    }

    /** At once; nothing when it does not run. */
    void stop(String program) {
        LeashedProcess process = running.remove(program);
        if (process != null) {
            process.kill();
        }
    }

    void startControllers() {
        start("kube-controller-manager", arguments.controllerManager());
    }

    void startScheduler() {
        start("kube-scheduler", arguments.scheduler());
    }

    /** Returns when {@code answers} does; throws with the log's end when the program ends first or takes too long. */
    void await(String program, BooleanSupplier answers) {
        LeashedProcess process = running.get(program);
        Eventually.until(
                program + " answers",
                () -> {
                    if (!process.isAlive()) {
                        throw new IllegalStateException(program + " ended: " + process.tail());
                    }
                    return answers.getAsBoolean();
                },
                process::tail);
    }

    /** How a program of this cluster's version is called. */
    List<String> command(String program, String... rest) {
        List<String> command = new ArrayList<>(List.of(binaries.program(program).toString()));
        command.addAll(List.of(rest));
        return command;
    }

    /** The whole environment of each program. */
    Map<String, String> environment() {
        return Map.of(
                "HOME", folder.toString(),
                // They collect garbage half as often as usual: memory there is, and the processor is what tests wait
                // for.
                "GOGC", "200",
                "KUBECONFIG", kubeconfig().toString(),
                "PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
    }

    List<String> ended() {
        return running.entrySet().stream()
                .filter(server -> !server.getValue().isAlive())
                .map(server -> server.getKey() + ": " + server.getValue().lastLine())
                .toList();
    }

    String logs() {
        StringBuilder logs = new StringBuilder();
        running.forEach((program, process) -> logs.append("== ")
                .append(program)
                .append('\n')
                .append(process.tail())
                .append('\n'));
        return logs.toString();
    }

    /** At once: there is nothing to save. The logs stay. */
    @Override
    public void close() {
        running.values().forEach(LeashedProcess::kill);
        try (Stream<Path> files = Files.walk(data())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + data(), e);
        }
    }

    private Path data() {
        return folder.resolve("etcd");
    }

    private void start(String program, List<String> rest) {
        running.computeIfAbsent(
                program,
                name -> LeashedProcess.start(
                        command(name, rest.toArray(String[]::new)),
                        folder,
                        environment(),
                        folder.resolve(name + ".log")));
    }
}
