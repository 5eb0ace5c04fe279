package dev.radin.operator.cluster;

import dev.radin.OperatorProgram;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the packaged program as its Deployment runs it: with a kubeconfig of its service account, and nothing else. */
final class Replicas implements AutoCloseable {

    private final Sandbox sandbox;
    private final List<Replica> started = new ArrayList<>();

    private Replicas(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** In a sandbox of their own. */
    static Replicas with(SimulatedWorkers workers) {
        return in(Sandbox.open(workers));
    }

    static Replicas in(Sandbox sandbox) {
        return new Replicas(sandbox);
    }

    Sandbox sandbox() {
        return sandbox;
    }

    Path kubeconfig() throws IOException {
        return sandbox.cluster().kubeconfigAs(Sandbox.SYSTEM, Sandbox.OPERATOR);
    }

    Replica start(Path folder) throws IOException {
        return start(folder, kubeconfig(), Map.of());
    }

    /** @param settings besides the usual ones, or instead */
    Replica start(Path folder, Path kubeconfig, Map<String, String> settings) throws IOException {
        return start(folder, kubeconfig, settings, freePort());
    }

    Replica start(Path folder, Path kubeconfig, Map<String, String> settings, int port) throws IOException {
        Path own = Files.createDirectories(folder.resolve(Replica.name(port)));
        Path program = OperatorProgram.in(Files.createTempDirectory(own, "program"));
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-jar",
                        program.resolve("quarkus-run.jar").toString(),
                        "operator",
                        "--termination-log=termination-log")
                .directory(own.toFile())
                .redirectErrorStream(true)
                .redirectOutput(own.resolve("log").toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toAbsolutePath().toString());
        builder.environment().put("RADIN_OPERATOR_NAMESPACES", sandbox.namespace());
        builder.environment().put("RADIN_OPERATOR_LEADER_ELECTION_NAMESPACE", Sandbox.SYSTEM);
        builder.environment().put("RADIN_OPERATOR_LEADER_ELECTION_LEASE_DURATION", "4s");
        builder.environment().put("RADIN_OPERATOR_INSTANCE", Replica.name(port));
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().putAll(settings);
        Replica replica = new Replica(builder.start(), port, own);
        started.add(replica);
        return replica;
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        started.forEach(Replica::kill);
        sandbox.close();
    }
}
