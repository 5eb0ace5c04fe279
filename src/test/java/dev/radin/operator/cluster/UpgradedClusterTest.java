package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cluster.ClusterBinaries;
import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.Eventually;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.Configs;
import dev.radin.operator.RadinOperator;
import dev.radin.operator.Recorded;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A cluster in which an earlier version of the operator was at work on a selection at every stage, and this version is
 * started: what has ended stays as it is, what runs is left alone, and only what was to be made next is made. No controller
 * is there to change anything else.
 */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class UpgradedClusterTest {

    private static final String NAMESPACE = "default";

    /** Of records whose last Job had ended before the operator looked: the stage that follows. */
    private static final Set<String> MADE = Set.of("inspected-extract", "ranked-evaluate");

    private static final OperatorConfig CONFIG = Configs.of(NAMESPACE, Duration.ofHours(1), Duration.ofMillis(500));

    @TempDir
    private Path folder;

    static List<String> versions() {
        return Recorded.versions();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void goesOnWhereItStood(String version) {
        try (ControlPlane cluster = Installation.on(ControlPlane.start(ClusterBinaries.newest(), folder))) {
            KubernetesClient client = cluster.client();
            client.resource(new ServiceAccountBuilder()
                            .withNewMetadata()
                            .withName("default")
                            .withNamespace(NAMESPACE)
                            .endMetadata()
                            .build())
                    .create();
            List<String> names = Recorded.names(version);
            names.forEach(name -> new RecordedObjects(client).create(Recorded.read(version, name)));
            Set<String> jobs = jobs(client).keySet();
            Map<String, String> reasons = reasons(client);

            MeterRegistry registry = new SimpleMeterRegistry();
            RadinOperator.create(cluster.clientAs(Sandbox.SYSTEM, Sandbox.OPERATOR, http -> {}), CONFIG, registry)
                    .start();
            awaitLooks(names.size(), registry);

            Map<String, Job> after = jobs(client);
            assertThat(after).as("Jobs that are replaced").containsKeys(jobs.toArray(String[]::new));
            Set<String> made = new TreeSet<>(after.keySet());
            made.removeAll(jobs);
            assertThat(made.stream().map(uid -> name(after.get(uid)).replaceFirst("-[^-]*$", "")))
                    .as("Jobs that are made")
                    .containsExactlyInAnyOrderElementsOf(MADE);
            Eventually.until(
                    "each says what it did", () -> reasons(client).equals(after(reasons)), () -> "" + reasons(client));
        }
    }

    /** Its first look at each makes what is to be made. */
    private static void awaitLooks(int selections, MeterRegistry registry) {
        Eventually.until(
                "the operator has looked at each",
                () -> registry.get("radin.reconcile.duration").timer().count() >= selections
                        && registry.get("radin.reconciliations").gauges().stream()
                                .allMatch(gauge -> gauge.value() == 0),
                () -> registry.get("radin.reconcile.duration").timer().count() + " looks");
    }

    private static Map<String, String> after(Map<String, String> reasons) {
        return reasons.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> switch (entry.getKey()) {
                    case "inspected" -> "MakingPasses";
                    case "ranked" -> "EvaluatingSoups";
                    case "suspended-by-another" -> "JobSuspended";
                    default -> entry.getValue();
                }));
    }

    private static Map<String, String> reasons(KubernetesClient client) {
        return client.resources(SoupSelection.class).inNamespace(NAMESPACE).list().getItems().stream()
                .collect(Collectors.toMap(UpgradedClusterTest::name, UpgradedClusterTest::reason));
    }

    private static String reason(SoupSelection resource) {
        return ConditionQueries.ready(resource.getStatus()).getReason();
    }

    /** By uid. */
    private static Map<String, Job> jobs(KubernetesClient client) {
        return client.batch().v1().jobs().inNamespace(NAMESPACE).list().getItems().stream()
                .collect(Collectors.toMap(job -> job.getMetadata().getUid(), job -> job));
    }

    private static String name(HasMetadata object) {
        return object.getMetadata().getName();
    }
}
