package dev.radin.operator.cluster;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionSpec;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.Eventually;
import dev.radin.cluster.FakeNode;
import dev.radin.cluster.FakeNodeBuilder;
import dev.radin.cluster.Kubectl;
import dev.radin.operator.Configs;
import dev.radin.operator.RadinOperator;
import dev.radin.operator.Resources;
import dev.radin.operator.call.ApiServerLine;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.resource.JobLabels;
import dev.radin.protocol.Stage;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceQuotaBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A namespace of its own on the shared cluster, with a node and an operator that sees no other: the operator runs as its
 * service account, under the role that ships.
 */
final class Sandbox implements AutoCloseable {

    static final String SYSTEM = "radin-system";
    static final String OPERATOR = "radin-operator";

    private static final int CALLS_PER_SECOND = 100;

    private final ControlPlane cluster;
    private final String namespace;
    private final FakeNode node;
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private Operator operator;

    private Sandbox(ControlPlane cluster, String namespace, FakeNode node) {
        this.cluster = cluster;
        this.namespace = namespace;
        this.node = node;
    }

    /** @param workers stands in for the worker's image */
    static Sandbox open(SimulatedWorkers workers) {
        return open(node -> node.withProgram(workers));
    }

    /** Its pods run real workers. @param folder empty, for the node's volumes */
    static Sandbox withRealWorkers(Path folder) {
        return open(node -> node.withImage("radin", new RealWorkers()).withFolder(folder));
    }

    /** @param node what else its node has */
    static Sandbox open(UnaryOperator<FakeNodeBuilder> node) {
        ControlPlane cluster = Installation.on(ControlPlane.shared().withControllers());
        String namespace = cluster.createNamespace("soup");
        return new Sandbox(
                cluster,
                namespace,
                node.apply(FakeNode.on(cluster).bindingPodsIn(namespace).withCapacity("nvidia.com/gpu", "64"))
                        .start());
    }

    /** On a cluster of the test's own, with its scheduler. @param node started */
    static Sandbox on(ControlPlane cluster, FakeNode node) {
        return new Sandbox(Installation.on(cluster), cluster.createNamespace("soup"), node);
    }

    /** One that is quick to tell. */
    Sandbox withOperator() {
        return withOperator(http -> {}, Configs.of(namespace, Duration.ofMillis(200), Duration.ofMillis(500)));
    }

    /** @param wire who listens to what it says to the API server, or interferes */
    Sandbox withOperator(Interceptor wire) {
        return withOperator(listening(wire), Configs.of(namespace, Duration.ofMillis(200), Duration.ofMillis(500)));
    }

    /** One that calls for nothing but changes of state, however slow the machine is. */
    Sandbox withPatientOperator(Interceptor wire) {
        return withOperator(listening(wire), Configs.of(namespace, Duration.ofHours(1), Duration.ofHours(1)));
    }

    private static Consumer<HttpClient.Builder> listening(Interceptor wire) {
        return http -> http.addOrReplaceInterceptor("test", wire);
    }

    private Sandbox withOperator(Consumer<HttpClient.Builder> line, OperatorConfig config) {
        KubernetesClient client =
                cluster.clientAs(SYSTEM, OPERATOR, line.andThen(ApiServerLine.with(CALLS_PER_SECOND, registry)));
        operator = RadinOperator.create(client, config, registry);
        RadinOperator.start(operator);
        return this;
    }

    void stopOperator() {
        RadinOperator.stop(operator);
    }

    ControlPlane cluster() {
        return cluster;
    }

    KubernetesClient client() {
        return cluster.client();
    }

    String namespace() {
        return namespace;
    }

    FakeNode node() {
        return node;
    }

    MeterRegistry registry() {
        return registry;
    }

    /** Creates a valid resource, or an otherwise changed one. */
    SoupSelection create(String name, Consumer<SoupSelectionSpec> change) {
        return client().resource(Resources.manifest(name, namespace, change)).create();
    }

    SoupSelection create(String name) {
        return create(name, spec -> {});
    }

    /** Creates the resource of a folder's files, and waits for this state of it. */
    SoupSelection create(Pool pool, String reason) {
        client().resource(pool.resource()).create();
        return await(pool.resource().getMetadata().getName(), reason);
    }

    /** Tried again when the operator writes its status at the same moment. */
    void edit(String name, Consumer<SoupSelection> change) {
        until(name, "it is edited", () -> edited(name, change));
    }

    private boolean edited(String name, Consumer<SoupSelection> change) {
        try {
            selection(name).edit(resource -> {
                change.accept(resource);
                return resource;
            });
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw e;
        }
    }

    void editStatus(String name, Consumer<SoupSelectionStatus> change) {
        selection(name).editStatus(resource -> {
            change.accept(resource.getStatus());
            return resource;
        });
    }

    SoupSelection get(String name) {
        return selection(name).get();
    }

    void delete(String name) {
        selection(name).delete();
    }

    private Resource<SoupSelection> selection(String name) {
        return client().resources(SoupSelection.class).inNamespace(namespace).withName(name);
    }

    /** Waits until the state of the resource's present generation is this word. */
    SoupSelection await(String name, String reason) {
        return await(name, "it is " + reason, r -> isOfItsGeneration(r) && reason.equals(reason(r)));
    }

    /** @return the resource as it was when the condition held, which may not be so any more */
    SoupSelection await(String name, String what, Predicate<SoupSelection> condition) {
        AtomicReference<SoupSelection> seen = new AtomicReference<>();
        until(name, what, () -> {
            seen.set(get(name));
            return seen.get() != null && condition.test(seen.get());
        });
        return seen.get();
    }

    /** Waits until the metrics have a result: the last thing that a reconciliation does with one. */
    void awaitCounted(String name) {
        until(
                name,
                "its result is counted",
                () -> registry.find("radin.estimate.concordance.percent").summaries().stream()
                                .mapToLong(DistributionSummary::count)
                                .sum()
                        > 0);
    }

    /** Waits for what concerns a selection and is not in it. */
    void until(String name, String what, BooleanSupplier condition) {
        Eventually.until(name + ": " + what, condition, () -> Outline.of(this, name));
    }

    private static boolean isOfItsGeneration(SoupSelection resource) {
        return resource.getStatus() != null
                && resource.getMetadata().getGeneration().equals(resource.getStatus().observedGeneration);
    }

    static String reason(SoupSelection resource) {
        return ConditionQueries.condition(resource.getStatus(), "Ready")
                .map(Condition::getReason)
                .orElse("");
    }

    static String message(SoupSelection resource) {
        return ConditionQueries.ready(resource.getStatus()).getMessage();
    }

    /** Of pods, those of one stage. */
    static Predicate<Pod> podOf(Stage stage) {
        return pod -> stage.name().equals(pod.getMetadata().getLabels().get(JobLabels.STAGE));
    }

    /** Whose files lie in {@code claims/NAMESPACE/NAME} of the node's folder. */
    void claim(String name) {
        client().resource(new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .endMetadata()
                        .withNewSpec()
                        .withAccessModes("ReadWriteMany")
                        .withNewResources()
                        .addToRequests("storage", new Quantity("1Gi"))
                        .endResources()
                        .endSpec()
                        .build())
                .create();
    }

    /** From now on no pod is admitted, by a quota of the name {@code none}. */
    void spendPodQuota() {
        spendQuota("pods", probe());
    }

    /** From now on no ConfigMap is admitted, by a quota of the name {@code none}. */
    void spendConfigMapQuota() {
        spendQuota(
                "count/configmaps",
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("probe")
                        .withNamespace(namespace)
                        .endMetadata()
                        .build());
    }

    /** Of which admission keeps for a while that there is none. */
    private void spendQuota(String counted, HasMetadata probe) {
        client().resource(new ResourceQuotaBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName("none")
                        .endMetadata()
                        .withNewSpec()
                        .addToHard(counted, new Quantity("0"))
                        .endSpec()
                        .build())
                .create();
        awaitRefusal(probe, "exceeded quota: none");
    }

    void awaitRefusal(HasMetadata probe, String words) {
        awaitRefusal(words, Serialization.asYaml(probe), "create", "--filename=-");
    }

    /**
     * Waits until admission refuses what a dry run tries: it learns of whatever it goes by through watches, a moment after that
     * was made.
     */
    void awaitRefusal(String words, String input, String... kubectl) {
        String[] command = Stream.concat(Stream.of(kubectl), Stream.of("--dry-run=server", "--namespace=" + namespace))
                .toArray(String[]::new);
        AtomicReference<Kubectl> tried = new AtomicReference<>();
        Eventually.until(
                "admission says: " + words,
                () -> {
                    tried.set(cluster.kubectlWith(input, command));
                    return tried.get().errors().contains(words);
                },
                () -> tried.get().toString());
    }

    /** A pod of no selection, to try admission with. */
    Pod probe() {
        return new PodBuilder()
                .withNewMetadata()
                .withName("probe")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("probe")
                .withImage("probe")
                .endContainer()
                .endSpec()
                .build();
    }

    /** Ends what {@link #spendPodQuota} or {@link #spendConfigMapQuota} began. */
    void freeQuota() {
        client().resourceQuotas().inNamespace(namespace).delete();
    }

    /** The resource's Jobs, the oldest first. */
    List<Job> jobs(String name) {
        return client()
                .batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withLabel(JobLabels.SELECTION, name)
                .list()
                .getItems()
                .stream()
                .sorted(Comparator.comparing(j -> j.getMetadata().getCreationTimestamp()))
                .toList();
    }

    List<Pod> pods(String name) {
        return client().pods()
                .inNamespace(namespace)
                .withLabel(JobLabels.SELECTION, name)
                .list()
                .getItems();
    }

    /** As somebody else does it. */
    void suspendLatestJob(String name, boolean suspend) {
        patchLatestJob(name, "{\"spec\": {\"suspend\": " + suspend + "}}");
    }

    /** As somebody else does it. @param json a merge patch */
    void patchLatestJob(String name, String json) {
        List<Job> jobs = jobs(name);
        client().resource(jobs.get(jobs.size() - 1)).patch(PatchContext.of(PatchType.JSON_MERGE), json);
    }

    List<String> stages(String name) {
        return get(name).getStatus().stages.stream()
                .map(s -> s.stage.toLowerCase(Locale.ROOT) + (s.round == null ? "" : " " + s.round))
                .toList();
    }

    /** In the order in which they were made. */
    List<Event> events(String name) {
        return client().events().v1().events().inNamespace(namespace).list().getItems().stream()
                .filter(e -> name.equals(e.getRegarding().getName()))
                .sorted(Comparator.comparing(e -> e.getEventTime().getTime()))
                .toList();
    }

    @Override
    public void close() {
        if (operator != null) {
            RadinOperator.stop(operator);
        }
        node.close();
        client().namespaces().withName(namespace).delete();
    }
}
