package dev.radin.cluster;

import dev.radin.operator.resource.KubernetesJson;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionSpec;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.authentication.TokenRequestBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A real etcd and API server, and on demand the real controllers and scheduler. All of it ends with this JVM. */
public final class ControlPlane implements AutoCloseable {

    /** On a loaded machine an API server takes a while to read the rules of a large definition. */
    private static final int REQUEST_TIMEOUT_MILLIS = 120_000;

    /** Of all clients, as each remembers all types that it has met, in megabytes. */
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    private final Servers servers;
    private final KubernetesClient client;
    private final List<KubernetesClient> otherClients = new ArrayList<>();

    private ControlPlane(Servers servers) {
        this.servers = servers;
        client = connect(servers.credentials().adminToken());
    }

    /** The one that this JVM's tests share; started by the first who asks. */
    public static ControlPlane shared() {
        return SharedControlPlane.get();
    }

    /**
     * Starts one; returns when it answers. Its state, configuration and logs lie in {@code folder}.
     *
     * @param apiServerFlags what kube-apiserver is given besides: {@code --audit-log-path=…}
     */
    public static ControlPlane start(ClusterBinaries binaries, Path folder, String... apiServerFlags) {
        Servers servers = Servers.prepare(binaries, folder, List.of(apiServerFlags));
        servers.startEtcd();
        servers.startApiServer();
        ControlPlane started = new ControlPlane(servers);
        started.awaitApiServer();
        return started;
    }

    /** Sees to it that the controllers run: Jobs, Deployments, garbage collection, quota, namespaces, lost nodes. */
    public ControlPlane withControllers() {
        servers.startControllers();
        return this;
    }

    /** Sees to it that the scheduler runs, and the controllers, which it waits for. Without it a {@link FakeNode} binds Pods itself. */
    public ControlPlane withScheduler() {
        servers.startControllers();
        servers.startScheduler();
        return this;
    }

    /** At once, as in a crash. */
    public void stopApiServer() {
        servers.stop("kube-apiserver");
    }

    /** Starts it again, at the same address and on the same state; returns when it answers. */
    public void startApiServer() {
        servers.startApiServer();
        awaitApiServer();
    }

    /** The administrator's. Closed with this. */
    public KubernetesClient client() {
        return client;
    }

    /** One that may do what that service account may, which must exist. Closed with this. */
    public synchronized KubernetesClient clientAs(String namespace, String serviceAccount) {
        KubernetesClient other = connect(token(namespace, serviceAccount));
        otherClients.add(other);
        return other;
    }

    /**
     * An operator's, which reads as one does.
     *
     * @param line adds who listens to what it says, or interferes
     */
    public synchronized KubernetesClient clientAs(
            String namespace, String serviceAccount, Consumer<HttpClient.Builder> line) {
        KubernetesClient other = client(token(namespace, serviceAccount), Config.DEFAULT_REQUEST_RETRY_BACKOFFLIMIT)
                .withKubernetesSerialization(KubernetesJson.SERIALIZATION)
                .withHttpClientBuilderConsumer(line)
                .build();
        otherClients.add(other);
        return other;
    }

    /** The administrator's. */
    public Path kubeconfig() {
        return servers.kubeconfig();
    }

    /** The API server's, for another that answers at its address. */
    Path servingCertificate() {
        return servers.credentials().servingCertificate();
    }

    Path servingKey() {
        return servers.credentials().servingKey();
    }

    /** For a process that is to run as that service account, which must exist. */
    public Path kubeconfigAs(String namespace, String serviceAccount) {
        return servers.kubeconfigFor(namespace + "." + serviceAccount, token(namespace, serviceAccount));
    }

    /** Runs kubectl as the administrator. */
    public Kubectl kubectl(String... arguments) {
        return Kubectl.run(servers, "", arguments);
    }

    /** As {@link #kubectl}, with {@code input} on its standard input: {@code kubectlWith(yaml, "apply", "-f", "-")}. */
    public Kubectl kubectlWith(String input, String... arguments) {
        return Kubectl.run(servers, input, arguments);
    }

    /** As {@link #kubectl}, again until it succeeds: for what servers take up in their own time. */
    public void kubectlUntil(String what, String... arguments) {
        AtomicReference<String> errors = new AtomicReference<>();
        Eventually.until(
                what,
                () -> {
                    Kubectl tried = kubectl(arguments);
                    errors.set(tried.output() + tried.errors());
                    return tried.exitCode() == 0;
                },
                errors::get);
    }

    /**
     * Waits until definitions of resources are served as kubectl needs it: found under each of their versions, which an API
     * server lists a while after they are established, and explained, which takes it another while.
     *
     * @param definitions their names: {@code soupselections.radin.dev}
     */
    public void awaitServed(String... definitions) {
        for (String name : definitions) {
            // While it has no conditions at all, kubectl takes that for an error instead of waiting.
            kubectlUntil(name + " is established", "wait", "--for=condition=Established", "crd/" + name);
            CustomResourceDefinitionSpec spec = client.apiextensions()
                    .v1()
                    .customResourceDefinitions()
                    .withName(name)
                    .get()
                    .getSpec();
            String plural = spec.getNames().getPlural();
            spec.getVersions().stream()
                    .filter(CustomResourceDefinitionVersion::getServed)
                    .map(CustomResourceDefinitionVersion::getName)
                    .forEach(version -> {
                        String resource = plural + "." + version + "." + spec.getGroup();
                        kubectlUntil(resource + " is served", "get", resource, "--all-namespaces");
                        kubectlUntil(
                                resource + " is explained",
                                "explain",
                                plural,
                                "--api-version=" + spec.getGroup() + "/" + version);
                    });
        }
    }

    /** Creates a namespace whose name begins with {@code prefix}, and its default service account, which Pods need. */
    public String createNamespace(String prefix) {
        String name = client.namespaces()
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withGenerateName(prefix + "-")
                        .endMetadata()
                        .build())
                .create()
                .getMetadata()
                .getName();
        client.serviceAccounts()
                .inNamespace(name)
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("default")
                        .endMetadata()
                        .build())
                .serverSideApply();
        return name;
    }

    /** The servers that have ended by themselves, each with the last that it said. */
    public List<String> ended() {
        return servers.ended();
    }

    /** The ends of the servers' logs, for a test that failed. */
    public String logs() {
        return servers.logs();
    }

    @Override
    public synchronized void close() {
        otherClients.forEach(KubernetesClient::close);
        client.close();
        servers.close();
    }

    /** Ready, and past the moment when it makes its first namespaces. */
    private void awaitApiServer() {
        try (KubernetesClient impatient = connect(servers.credentials().adminToken(), 0)) {
            servers.await("kube-apiserver", () -> {
                try {
                    return "ok".equals(impatient.raw("/readyz"))
                            && impatient.namespaces().withName("default").get() != null;
                } catch (KubernetesClientException e) {
                    return false;
                }
            });
        }
    }

    private KubernetesClient connect(String token) {
        return connect(token, Config.DEFAULT_REQUEST_RETRY_BACKOFFLIMIT);
    }

    private KubernetesClient connect(String token, int retries) {
        return client(token, retries).build();
    }

    private KubernetesClientBuilder client(String token, int retries) {
        return new KubernetesClientBuilder()
                .withKubernetesSerialization(SERIALIZATION)
                .withConfig(new ConfigBuilder(Config.empty())
                        .withMasterUrl(servers.url())
                        .withCaCertFile(
                                servers.credentials().servingCertificate().toString())
                        .withOauthToken(token)
                        .withRequestRetryBackoffLimit(retries)
                        .withRequestTimeout(REQUEST_TIMEOUT_MILLIS)
                        .build());
    }

    private String token(String namespace, String serviceAccount) {
        return client.serviceAccounts()
                .inNamespace(namespace)
                .withName(serviceAccount)
                .tokenRequest(new TokenRequestBuilder()
                        .withNewSpec()
                        .withExpirationSeconds(86_400L)
                        .endSpec()
                        .build())
                .getStatus()
                .getToken();
    }
}
