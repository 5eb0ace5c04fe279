package dev.radin.operator.cluster;

import dev.radin.cluster.Eventually;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/** Puts a second container into every pod of a namespace, as meshes and agents do; its name sorts before the worker's. */
final class Sidecars {

    private static final String LABEL = "sidecar";

    private static final String POLICY =
            """
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingAdmissionPolicy
            metadata: {name: sidecars}
            spec:
              failurePolicy: Fail
              reinvocationPolicy: Never
              matchConstraints:
                namespaceSelector: {matchLabels: {sidecar: proxy}}
                resourceRules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [pods]}]
              mutations:
              - patchType: ApplyConfiguration
                applyConfiguration:
                  expression: 'Object{spec: Object.spec{containers: [Object.spec.containers{name: "proxy", image: "proxy:1"}]}}'
            ---
            apiVersion: admissionregistration.k8s.io/v1
            kind: MutatingAdmissionPolicyBinding
            metadata: {name: sidecars}
            spec: {policyName: sidecars}
            """;

    private Sidecars() {}

    /** Into each that is made from now on. */
    static void injectInto(Sandbox sandbox) {
        KubernetesClient client = sandbox.client();
        client.load(new ByteArrayInputStream(POLICY.getBytes(StandardCharsets.UTF_8)))
                .serverSideApply();
        client.namespaces().withName(sandbox.namespace()).edit(n -> {
            n.getMetadata().getLabels().put(LABEL, "proxy");
            return n;
        });
        // Admission goes by a policy, and by a label, from a moment after they were made.
        Eventually.until(
                "pods get a sidecar",
                () -> client.resource(sandbox.probe())
                                .dryRun(true)
                                .create()
                                .getSpec()
                                .getContainers()
                                .size()
                        == 2,
                () -> "");
    }
}
