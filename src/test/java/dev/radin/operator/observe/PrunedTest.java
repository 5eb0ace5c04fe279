package dev.radin.operator.observe;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PrunedTest {

    private final Pod pod = new PodBuilder()
            .withNewMetadata()
            .withNamespace("team")
            .withName("vit-rank-x7k2p")
            .withResourceVersion("7")
            .withFinalizers("batch.kubernetes.io/job-tracking")
            .addToLabels("radin.dev/selection", "vit")
            .addToLabels("team", "vision")
            .addToAnnotations("batch.kubernetes.io/job-completion-index", "0")
            .addNewOwnerReference()
            .withKind("Job")
            .withUid("d44b7e0c")
            .withController(true)
            .endOwnerReference()
            .endMetadata()
            .withNewSpec()
            .withNodeName("node")
            .addNewContainer()
            .withImage("radin")
            .endContainer()
            .endSpec()
            .withNewStatus()
            .withPhase("Succeeded")
            .withPodIP("10.0.0.1")
            .addNewCondition()
            .withType("Ready")
            .withStatus("False")
            .endCondition()
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("True")
            .endCondition()
            .addNewContainerStatus()
            .withName("worker")
            .withImageID("sha256:ab")
            .withNewState()
            .withNewTerminated()
            .withContainerID("containerd://cd")
            .withExitCode(0)
            .withMessage("{}")
            .endTerminated()
            .endState()
            .endContainerStatus()
            .endStatus()
            .build();

    private final Job job = new JobBuilder()
            .withNewMetadata()
            .withName("vit-rank")
            .endMetadata()
            .withNewSpec()
            .withSuspend(false)
            .endSpec()
            .withNewStatus()
            .withActive(1)
            .endStatus()
            .build();

    @Test
    void aPodKeepsWhatItsReceiptAndItsTroubleAreReadFrom() {
        Pod pruned = Pruned.pod(failed());

        assertThat(pruned)
                .isEqualTo(new PodBuilder()
                        .withNewMetadata()
                        .withNamespace("team")
                        .withName("vit-rank-x7k2p")
                        .withResourceVersion("7")
                        .withLabels(Map.of("radin.dev/selection", "vit"))
                        .withAnnotations(Map.of("batch.kubernetes.io/job-completion-index", "0"))
                        .addNewOwnerReference()
                        .withUid("d44b7e0c")
                        .withController(true)
                        .endOwnerReference()
                        .endMetadata()
                        .withNewSpec()
                        .withNodeName("node")
                        .endSpec()
                        .withNewStatus()
                        .withPhase("Failed")
                        .addNewCondition()
                        .withType("PodScheduled")
                        .withStatus("True")
                        .endCondition()
                        .addNewContainerStatus()
                        .withName("worker")
                        .withNewState()
                        .withNewTerminated()
                        .withExitCode(0)
                        .withMessage("{}")
                        .endTerminated()
                        .endState()
                        .endContainerStatus()
                        .endStatus()
                        .build());
    }

    @Test
    void nobodyAsksWhereAPodThatSucceededRan() {
        Pod pruned = Pruned.pod(pod);

        assertThat(pruned.getSpec()).isEqualTo(new PodSpec());
        assertThat(pruned.getStatus().getConditions()).isEmpty();
        assertThat(pruned.getStatus().getContainerStatuses())
                .isEqualTo(Pruned.pod(failed()).getStatus().getContainerStatuses());
    }

    @Test
    void whatManyPodsSayIsKeptOnce() {
        Pod one = Pruned.pod(pod);
        Pod other = Pruned.pod(new PodBuilder(pod)
                .editMetadata()
                .withNamespace(new String("team"))
                .withLabels(Map.of(new String("radin.dev/selection"), new String("vit")))
                .endMetadata()
                .build());

        assertThat(other.getMetadata().getNamespace())
                .isSameAs(one.getMetadata().getNamespace());
        assertThat(other.getMetadata().getLabels().values())
                .singleElement()
                .isSameAs(one.getMetadata().getLabels().get("radin.dev/selection"));
        assertThat(other.getAdditionalProperties()).isSameAs(one.getAdditionalProperties());
    }

    @Test
    void aCacheHoldsEveryPodAsItIsPruned() {
        PrunedStore<Pod> store = new PrunedStore<>(Pruned::pod);
        Pod expected = Pruned.pod(pod);

        store.put(store.getKey(pod), pod);

        assertThat(store.values()).containsExactly(expected);
        assertThat(store.isFullState()).as("a list is read from it").isTrue();
    }

    @Test
    void whatIsNotLookedAtIsNoNews() {
        Pod counted = new PodBuilder(pod)
                .editMetadata()
                .withResourceVersion("8")
                .withFinalizers()
                .endMetadata()
                .build();

        assertThat(isNews(Pruned.pod(pod), counted)).isFalse();
        assertThat(counted.getMetadata().getResourceVersion()).isEqualTo("8");
    }

    @Test
    void aPodsPhaseIsNews() {
        assertThat(isNews(Pruned.pod(pod), failed())).isTrue();
    }

    @Test
    void aJobsCountsAreNewsAndItsReadyPodsAreNot() {
        Job ready = new JobBuilder(job).editStatus().withReady(1).endStatus().build();
        Job done = new JobBuilder(job)
                .editStatus()
                .withActive(0)
                .withSucceeded(1)
                .endStatus()
                .build();

        assertThat(Pruned.isNews(Pruned::job, Pruned.job(job), ready)).isFalse();
        assertThat(Pruned.isNews(Pruned::job, Pruned.job(job), done)).isTrue();
    }

    private Pod failed() {
        return new PodBuilder(pod).editStatus().withPhase("Failed").endStatus().build();
    }

    private static boolean isNews(Pod before, Pod now) {
        UnaryOperator<Pod> prune = Pruned::pod;
        return Pruned.isNews(prune, before, now);
    }
}
