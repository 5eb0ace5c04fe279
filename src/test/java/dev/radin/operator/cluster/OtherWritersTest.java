package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.protocol.Stage;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Others write to the Jobs and pods of a selection too: queues, meshes, people. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class OtherWritersTest {

    private final SimulatedWorkers workers = new SimulatedWorkers(1);

    @Test
    void whatSomebodyElseSuspendedIsNotResumed() {
        try (Sandbox sandbox = Sandbox.open(workers).withOperator()) {
            workers.hold(Stage.inspect);
            sandbox.create("vit");
            sandbox.await("vit", "Inspecting");
            sandbox.suspendLatestJob("vit", true);

            assertThat(Sandbox.message(sandbox.await("vit", "JobSuspended"))).contains("not by this operator");
            sandbox.edit("vit", r -> r.getMetadata().getLabels().put("noise", "yes"));
            assertThat(job(sandbox).getSpec().getSuspend()).isTrue();

            workers.letGo();
            sandbox.suspendLatestJob("vit", false);
            sandbox.await("vit", "SoupSelected");
        }
    }

    @Test
    void whatTheOperatorSuspendedItResumes() {
        try (Sandbox sandbox = Sandbox.open(workers).withOperator()) {
            workers.hold(Stage.inspect);
            sandbox.create("vit");
            sandbox.await("vit", "Inspecting");
            sandbox.edit("vit", r -> r.getSpec().suspend = true);
            sandbox.await("vit", "Suspended");
            sandbox.until(
                    "vit", "its Job is suspended", () -> job(sandbox).getSpec().getSuspend());

            workers.letGo();
            sandbox.edit("vit", r -> r.getSpec().suspend = false);

            sandbox.await("vit", "SoupSelected");
        }
    }

    @Test
    void aSidecarInEveryPodChangesNothing() {
        try (Sandbox sandbox = Sandbox.open(workers).withOperator()) {
            Sidecars.injectInto(sandbox);
            sandbox.create("vit");

            sandbox.await("vit", "SoupSelected");

            assertThat(sandbox.pods("vit")).isNotEmpty().allSatisfy(pod -> assertThat(
                            pod.getStatus().getContainerStatuses())
                    .extracting(c -> c.getName())
                    .containsExactly("proxy", "worker"));
        }
    }

    /** As after a policy engine was removed and its webhook forgotten: the API server answers every Job with 500. */
    @Test
    void whatTheApiServerRefusesIsToldInItsWords() {
        try (Sandbox sandbox = Sandbox.open(workers).withOperator()) {
            String webhook =
                    """
                    apiVersion: admissionregistration.k8s.io/v1
                    kind: ValidatingWebhookConfiguration
                    metadata: {name: %1$s}
                    webhooks:
                    - name: jobs.example.test
                      admissionReviewVersions: [v1]
                      sideEffects: None
                      failurePolicy: Fail
                      timeoutSeconds: 2
                      clientConfig: {service: {name: gone, namespace: %1$s, path: /}}
                      namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
                      rules: [{apiGroups: [batch], apiVersions: [v1], operations: [CREATE], resources: [jobs]}]
                    """
                            .formatted(sandbox.namespace());
            var broken = sandbox.client().load(new ByteArrayInputStream(webhook.getBytes(StandardCharsets.UTF_8)));
            broken.serverSideApply();
            try {
                sandbox.awaitRefusal(ForeignJob.named(sandbox.namespace(), "probe"), "failed calling webhook");
                sandbox.create("vit");
                SoupSelection told = sandbox.await("vit", "ApiServerError");

                assertThat(Sandbox.message(told)).contains("failed calling webhook", "jobs.example.test");
                assertThat(ConditionQueries.holds(told.getStatus(), "Reconciling"))
                        .isTrue();
                assertThat(sandbox.events("vit")).extracting(Event::getReason).contains("ApiServerError");
            } finally {
                broken.delete();
            }
            sandbox.await("vit", "SoupSelected");
        }
    }

    private static Job job(Sandbox sandbox) {
        return sandbox.jobs("vit").get(0);
    }
}
