package dev.radin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Pods as processes: what a kubelet would show for each way a Pod can go. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class FakeNodeTest {

    private static final Predicate<Pod> ANY = pod -> true;

    @TempDir
    private Path folder;

    private KubernetesClient client;
    private String namespace;
    private FakeNode node;

    @BeforeEach
    void start() {
        ControlPlane cluster = ControlPlane.shared();
        client = cluster.client();
        namespace = cluster.createNamespace("pods");
        node = FakeNode.on(cluster)
                .withImage("shell")
                .withFolder(folder)
                .bindingPodsIn(namespace)
                .start();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    @Test
    void podSeesItsVolumesAndVariablesAndLeavesAMessage() {
        createConfigMap("words", Map.of("greeting", "hello", "unwanted", "never"));
        PodSpec spec = new PodSpecBuilder(ShellPods.spec("echo $(ls $1; cat $1/first) $NAME $2 > $3"))
                .editFirstContainer()
                .withArgs("/etc/words", "$(NAME)-2", "/dev/termination-log")
                .addNewEnv()
                .withName("NAME")
                .withNewValueFrom()
                .withNewFieldRef(null, "metadata.name")
                .endValueFrom()
                .endEnv()
                .addNewVolumeMount()
                .withName("words")
                .withMountPath("/etc/words")
                .endVolumeMount()
                .endContainer()
                .addNewVolume()
                .withName("words")
                .withNewConfigMap()
                .withName("words")
                .addNewItem("greeting", null, "first")
                .endConfigMap()
                .endVolume()
                .build();

        create("reader", spec);

        assertThat(awaitEnd("reader").getMessage()).isEqualTo("first hello reader reader-2\n");
    }

    @Test
    void imageThatCannotBePulledWaitsUntilItCan() {
        Injection missing = node.inject(Fault.imagePullBackOff(), ANY);
        create("late", ShellPods.spec("exit 0"));

        ContainerState waiting = awaitState("late", state -> state.getWaiting() != null);
        assertThat(waiting.getWaiting().getReason()).isEqualTo("ImagePullBackOff");
        assertThat(waiting.getWaiting().getMessage()).contains("\"shell\"");

        missing.lift();
        assertThat(awaitEnd("late").getReason()).isEqualTo("Completed");
    }

    @Test
    void missingConfigMapHoldsThePodBack() {
        PodSpec spec = new PodSpecBuilder(ShellPods.spec("exit $CODE"))
                .editFirstContainer()
                .addNewEnv()
                .withName("CODE")
                .withNewValueFrom()
                .withNewConfigMapKeyRef("code", "settings", false)
                .endValueFrom()
                .endEnv()
                .endContainer()
                .build();
        create("held", spec);

        ContainerState waiting = awaitState("held", state -> state.getWaiting() != null);
        assertThat(waiting.getWaiting().getReason()).isEqualTo("CreateContainerConfigError");
        assertThat(waiting.getWaiting().getMessage()).isEqualTo("configmap \"settings\" not found");

        createConfigMap("settings", Map.of("code", "7"));
        assertThat(awaitEnd("held").getExitCode()).isEqualTo(7);
    }

    @Test
    void missingVolumeIsToldInAnEventAlone() {
        PodSpec spec = new PodSpecBuilder(ShellPods.spec("exit 0"))
                .addNewVolume()
                .withName("keys")
                .withNewSecret()
                .withSecretName("none")
                .endSecret()
                .endVolume()
                .build();

        create("held", spec);

        ContainerState waiting = awaitState("held", state -> state.getWaiting() != null);
        assertThat(waiting.getWaiting().getReason()).isEqualTo("ContainerCreating");
        Eventually.until("the event is there", () -> !events().isEmpty(), () -> "");
        assertThat(events()).singleElement().satisfies(event -> {
            assertThat(event.getReason()).isEqualTo("FailedMount");
            assertThat(event.getMessage())
                    .isEqualTo("MountVolume.SetUp failed for volume \"keys\" : secret \"none\" not found");
        });
    }

    private List<Event> events() {
        return client.v1().events().inNamespace(namespace).list().getItems();
    }

    @Test
    void outOfMemoryIsAKill() {
        create("large", ShellPods.spec("sleep 1000"));
        awaitState("large", state -> state.getRunning() != null);

        node.strike(Fault.outOfMemory(), ANY);

        ContainerStateTerminated end = awaitEnd("large");
        assertThat(end.getExitCode()).isEqualTo(137);
        assertThat(end.getReason()).isEqualTo("OOMKilled");
        assertThat(pod("large").getStatus().getPhase()).isEqualTo("Failed");
    }

    @Test
    void deletedPodIsAskedToEndFirst() throws Exception {
        Path said = folder.resolve("said");
        create(
                "polite",
                ShellPods.spec(
                        "trap 'echo bye > " + said + "; exit 0' TERM; echo ready > " + said + "; sleep 1000 & wait"));
        Eventually.until(
                "the script runs",
                () -> Files.exists(said),
                () -> "phase " + pod("polite").getStatus().getPhase());
        awaitState("polite", state -> state.getRunning() != null);

        client.pods().inNamespace(namespace).withName("polite").delete();

        Eventually.until(
                "the Pod is gone",
                () -> pod("polite") == null,
                () -> "phase " + pod("polite").getStatus().getPhase());
        assertThat(Files.readString(said)).isEqualTo("bye\n");
    }

    @Test
    void silentFailureSpeaksThroughItsLogWhenAskedTo() {
        PodSpec spec = new PodSpecBuilder(ShellPods.spec("seq 1 1000; exit 3"))
                .editFirstContainer()
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .endContainer()
                .build();

        create("loud", spec);

        ContainerStateTerminated end = awaitEnd("loud");
        assertThat(end.getExitCode()).isEqualTo(3);
        assertThat(end.getMessage().lines()).hasSize(80).endsWith("1000");
    }

    private void createConfigMap(String name, Map<String, String> data) {
        client.configMaps()
                .inNamespace(namespace)
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withData(data)
                        .build())
                .create();
    }

    private void create(String name, PodSpec spec) {
        client.pods()
                .inNamespace(namespace)
                .resource(new PodBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .withSpec(spec)
                        .build())
                .create();
    }

    private Pod pod(String name) {
        return client.pods().inNamespace(namespace).withName(name).get();
    }

    private ContainerStateTerminated awaitEnd(String name) {
        return awaitState(name, state -> state.getTerminated() != null).getTerminated();
    }

    private ContainerState awaitState(String name, Predicate<ContainerState> wanted) {
        return client.pods()
                .inNamespace(namespace)
                .withName(name)
                .waitUntilCondition(
                        // What is just made may not be there yet for those who watch.
                        pod -> pod != null
                                && pod.getStatus().getContainerStatuses().stream()
                                        .anyMatch(status -> wanted.test(status.getState())),
                        10,
                        TimeUnit.MINUTES)
                .getStatus()
                .getContainerStatuses()
                .get(0)
                .getState();
    }
}
