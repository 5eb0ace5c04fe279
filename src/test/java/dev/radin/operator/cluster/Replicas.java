package dev.radin.operator.cluster;

import dev.radin.OperatorProgram;
import dev.radin.cluster.Loopback;
import dev.radin.operator.config.OperatorConfig;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts the packaged program as its Deployment runs it: with a kubeconfig of its service account, and nothing else. */
final class Replicas implements AutoCloseable {

    private static final String LEASE_DURATION = "RADIN_OPERATOR_LEADER_ELECTION_LEASE_DURATION";

    /** For one whose lease is to run out; it may stand still for two thirds of that. */
    static final Map<String, String> WITH_A_SHORT_LEASE = Map.of(LEASE_DURATION, "10s");

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
        String host = Loopback.draw();
        Path own = Files.createDirectories(folder.resolve(Replica.name(host)));
        Path program = OperatorProgram.in(Files.createTempDirectory(own, "program"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OperatorProgram.javaOptions());
        command.addAll(List.of(
                "-jar",
                program.resolve("quarkus-run.jar").toString(),
                "operator",
                "--termination-log=termination-log"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(own.toFile())
                .redirectErrorStream(true)
                .redirectOutput(own.resolve("log").toFile());
        builder.environment().put("KUBECONFIG", kubeconfig.toAbsolutePath().toString());
        builder.environment().put("RADIN_OPERATOR_NAMESPACES", sandbox.namespace());
        builder.environment().put("RADIN_OPERATOR_LEADER_ELECTION_NAMESPACE", Sandbox.SYSTEM);
        builder.environment().put(LEASE_DURATION, "30s");
        builder.environment().put("RADIN_OPERATOR_INSTANCE", Replica.name(host));
        builder.environment().put("QUARKUS_HTTP_HOST", host);
        builder.environment().putAll(settings);
        Replica replica = new Replica(builder.start(), host, own);
        started.add(replica);
        return replica;
    }

    @Override
    public void close() {
        started.forEach(Replica::kill);
        giveUpLease();
        sandbox.close();
    }

    /** So that those of other tests need not wait until it has run out. */
    private void giveUpLease() {
        Resource<Lease> lease =
                sandbox.client().leases().inNamespace(Sandbox.SYSTEM).withName(OperatorConfig.Lease.NAME);
        Lease found = lease.get();
        if (found != null
                && started.stream().anyMatch(replica -> replica.name()
                        .equals(found.getSpec().getHolderIdentity()))) {
            lease.delete();
        }
    }
}
