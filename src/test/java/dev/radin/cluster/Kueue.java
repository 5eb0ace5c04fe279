package dev.radin.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.MutatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.RuleWithOperations;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfiguration;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfig;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.WebhookClientConfigBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A real Kueue beside a control plane, as a process: the API server reaches its webhooks at its own address, under its own
 * certificate. It takes Jobs without a label too.
 */
public final class Kueue implements AutoCloseable {

    private static final int PORT = 9443;
    private static final Set<String> GROUPS = Set.of("batch", "kueue.x-k8s.io");

    /** Kueue looks for a certificate of its metrics here, and nowhere else; only its own view of /etc has it. */
    private static final String IN_OWN_ETC = "mount -t tmpfs tmpfs /etc && mkdir -p /etc/kueue/metrics/certs"
            + " && cp \"$1\" /etc/kueue/metrics/certs/tls.crt && cp \"$2\" /etc/kueue/metrics/certs/tls.key"
            + " && shift 2 && exec \"$@\"";

    private final ControlPlane cluster;
    private final String host;
    private final Path certificate;
    private final LeashedProcess process;

    private Kueue(ControlPlane cluster, String host, Path certificate, LeashedProcess process) {
        this.cluster = cluster;
        this.host = host;
        this.certificate = certificate;
        this.process = process;
    }

    /**
     * Returns when it answers.
     *
     * @param module the folder of its sources, for its definitions
     * @param folder for its configuration and its log, {@code kueue.log}
     */
    public static Kueue start(ControlPlane cluster, Path program, Path module, Path folder) {
        define(cluster, module);
        String host = URI.create(cluster.client().getMasterUrl().toString()).getHost();
        try {
            Path certificates = Files.createDirectories(folder.resolve("certificates"));
            Path certificate = Files.copy(cluster.servingCertificate(), certificates.resolve("tls.crt"));
            Path key = Files.copy(cluster.servingKey(), certificates.resolve("tls.key"));
            Path configuration = Files.writeString(
                    folder.resolve("kueue.yaml"),
                    """
                    apiVersion: config.kueue.x-k8s.io/v1beta2
                    kind: Configuration
                    health: {healthProbeBindAddress: "0"}
                    metrics: {bindAddress: "0"}
                    webhook: {host: %s, port: %d, certDir: %s}
                    leaderElection: {leaderElect: false}
                    internalCertManagement: {enable: false}
                    manageJobsWithoutQueueName: true
                    managedJobsNamespaceSelector:
                      matchExpressions:
                      - {key: kubernetes.io/metadata.name, operator: NotIn, values: [kube-system, kueue-system]}
                    integrations: {frameworks: [batch/job]}
                    """
                            .formatted(host, PORT, certificates));
            LeashedProcess process = LeashedProcess.start(
                    List.of(
                            "unshare",
                            "--mount",
                            "sh",
                            "-c",
                            IN_OWN_ETC,
                            "kueue",
                            certificate.toString(),
                            key.toString(),
                            program.toString(),
                            "--config=" + configuration,
                            "--feature-gates=VisibilityOnDemand=false"),
                    folder,
                    Map.of(
                            "HOME",
                            folder.toString(),
                            "USER",
                            "kueue",
                            "KUBECONFIG",
                            cluster.kubeconfig().toString(),
                            "PATH",
                            System.getenv().getOrDefault("PATH", "/usr/bin:/bin")),
                    folder.resolve("kueue.log"));
            Kueue kueue = new Kueue(cluster, host, certificate, process);
            Eventually.until("Kueue answers", kueue::answers, process::tail);
            kueue.register(module);
            return kueue;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start Kueue", e);
        }
    }

    /** Without conversion between versions, which takes a webhook and is not needed: only one version is used. */
    private static void define(ControlPlane cluster, Path module) {
        cluster.kubectl("create", "namespace", "kueue-system").orFail();
        Path definitions = module.resolve("config/components/crd/bases");
        cluster.kubectl("apply", "--server-side", "-f", definitions.toString()).orFail();
        cluster.awaitServed(
                cluster.kubectl("get", "-f", definitions.toString(), "-o", "jsonpath={.items[*].metadata.name}")
                        .orFail()
                        .split(" "));
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new IllegalStateException("Kueue ended: " + process.tail());
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, PORT));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Of its webhooks those for Jobs and for its own objects. */
    private void register(Path module) throws IOException {
        List<HasMetadata> configurations;
        try (InputStream manifests = Files.newInputStream(module.resolve("config/components/webhook/manifests.yaml"))) {
            configurations = cluster.client().load(manifests).items();
        }
        for (HasMetadata configuration : configurations) {
            if (configuration instanceof MutatingWebhookConfiguration mutating) {
                mutating.getWebhooks().removeIf(webhook -> !concerns(webhook.getRules()));
                mutating.getWebhooks().forEach(webhook -> webhook.setClientConfig(here(webhook.getClientConfig())));
            } else if (configuration instanceof ValidatingWebhookConfiguration validating) {
                validating.getWebhooks().removeIf(webhook -> !concerns(webhook.getRules()));
                validating.getWebhooks().forEach(webhook -> webhook.setClientConfig(here(webhook.getClientConfig())));
            }
            cluster.client().resource(configuration).create();
        }
    }

    private static boolean concerns(List<RuleWithOperations> rules) {
        return rules.stream()
                .map(RuleWithOperations::getApiGroups)
                .flatMap(Collection::stream)
                .allMatch(GROUPS::contains);
    }

    private WebhookClientConfig here(WebhookClientConfig inCluster) {
        try {
            return new WebhookClientConfigBuilder()
                    .withUrl("https://" + host + ":" + PORT
                            + inCluster.getService().getPath())
                    .withCaBundle(Base64.getEncoder().encodeToString(Files.readAllBytes(certificate)))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The end of its log, for a test that failed. */
    public String log() {
        return process.tail();
    }

    @Override
    public void close() {
        process.kill();
    }
}
