package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.Resources;
import dev.radin.protocol.Stage;
import dev.radin.status.ConditionQueries;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Each kind of object that the operator writes is refused to it, or does not go; the status says so, and it goes on after. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class RefusedWritesTest {

    private static final String REFUSAL = "no such thing here";

    private final SimulatedWorkers workers = new SimulatedWorkers(1);

    @AutoClose
    private final Sandbox sandbox = Sandbox.open(workers).withOperator();

    @Test
    void aStatusThatIsRefused() {
        sandbox.create("probe", spec -> spec.managedBy = "somebody.example/else");
        try (Policy policy = new Policy(
                "apiGroups: [radin.dev], apiVersions: [v1alpha1], operations: [UPDATE], resources: [soupselections/status]",
                "!has(object.status.outcome)")) {
            policy.awaitRefusalOf(
                    "",
                    "patch",
                    "soup/probe",
                    "--subresource=status",
                    "--type=merge",
                    "--patch={\"status\": {\"outcome\": \"Soup\"}}");
            sandbox.create("vit");

            SoupSelection told = sandbox.await("vit", "ApiServerError");

            assertThat(Sandbox.message(told)).contains(REFUSAL);
            assertThat(ConditionQueries.holds(told.getStatus(), "Reconciling")).isTrue();
        }
        sandbox.await("vit", "SoupSelected");
    }

    @Test
    void eventsThatAreRefused() {
        try (Policy policy = new Policy(
                "apiGroups: [events.k8s.io], apiVersions: [v1], operations: [CREATE], resources: [events]", "false")) {
            policy.awaitRefusalOf(
                    """
                    {apiVersion: v1, kind: Event, metadata: {name: probe}, involvedObject: {namespace: %s}}
                    """
                            .formatted(sandbox.namespace()),
                    "create",
                    "--filename=-");
            sandbox.create("vit");

            sandbox.await("vit", "SoupSelected");

            assertThat(sandbox.events("vit")).isEmpty();
        }
    }

    @Test
    void aConfigMapForWhichThereIsNoQuota() {
        sandbox.spendConfigMapQuota();
        sandbox.create("vit");

        assertThat(Sandbox.message(sandbox.await("vit", "WaitingForQuota"))).contains("exceeded quota: none");
        sandbox.freeQuota();

        sandbox.await("vit", "SoupSelected");
    }

    @Test
    void aJobOfWhichSomebodyWantsNoPods() {
        workers.hold(Stage.inspect);
        sandbox.create("vit");
        sandbox.await("vit", "Inspecting");
        parallelism(0);

        assertThat(Sandbox.message(sandbox.await("vit", "JobSuspended"))).contains("parallelism to 0");
        workers.letGo();
        parallelism(1);

        sandbox.await("vit", "SoupSelected");
    }

    @Test
    void aJobThatDoesNotGo() {
        workers.hold(Stage.inspect);
        SoupSelection resource = Resources.manifest("vit", sandbox.namespace(), spec -> {});
        resource.getMetadata().setLabels(Map.of("kueue.x-k8s.io/queue-name", "team"));
        sandbox.client().resource(resource).create();
        sandbox.await("vit", "Inspecting");
        sandbox.patchLatestJob("vit", "{\"metadata\": {\"finalizers\": [\"example.test/archive\"]}}");
        sandbox.edit("vit", r -> r.getSpec().suspend = true);
        sandbox.await("vit", "Suspended");

        workers.letGo();
        sandbox.edit("vit", r -> r.getSpec().suspend = false);
        assertThat(Sandbox.message(sandbox.await("vit", "JobBeingDeleted"))).contains("example.test/archive");
        sandbox.patchLatestJob("vit", "{\"metadata\": {\"finalizers\": null}}");

        sandbox.await("vit", "SoupSelected");
    }

    private void parallelism(int pods) {
        sandbox.patchLatestJob("vit", "{\"spec\": {\"parallelism\": " + pods + "}}");
    }

    /** A ValidatingAdmissionPolicy for the sandbox, until it is closed. */
    private final class Policy implements AutoCloseable {

        private final String yaml;

        /** @param rule what it is asked about @param expression what may pass */
        Policy(String rule, String expression) {
            yaml =
                    """
                    apiVersion: admissionregistration.k8s.io/v1
                    kind: ValidatingAdmissionPolicy
                    metadata: {name: %1$s}
                    spec:
                      failurePolicy: Fail
                      matchConstraints:
                        namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: %1$s}}
                        resourceRules: [{%2$s}]
                      validations: [{expression: "%3$s", message: %4$s}]
                    ---
                    apiVersion: admissionregistration.k8s.io/v1
                    kind: ValidatingAdmissionPolicyBinding
                    metadata: {name: %1$s}
                    spec: {policyName: %1$s, validationActions: [Deny]}
                    """
                            .formatted(sandbox.namespace(), rule, expression, REFUSAL);
            sandbox.cluster().kubectlWith(yaml, "apply", "-f", "-").orFail();
        }

        void awaitRefusalOf(String input, String... kubectl) {
            sandbox.awaitRefusal(REFUSAL, input, kubectl);
        }

        @Override
        public void close() {
            sandbox.cluster().kubectlWith(yaml, "delete", "-f", "-").orFail();
        }
    }
}
