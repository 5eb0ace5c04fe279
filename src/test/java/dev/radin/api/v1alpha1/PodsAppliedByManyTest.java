package dev.radin.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.api.pod.PodMerge;
import dev.radin.cluster.NeedsKubernetes;
import io.fabric8.kubernetes.client.utils.Serialization;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Several who say something of the same pods, each by server-side apply as a manager of its own. */
@NeedsKubernetes
class PodsAppliedByManyTest {

    private static ApiServer server;

    @BeforeAll
    static void start() {
        server = ApiServer.shared();
    }

    @Test
    void threeManagersAddVariablesMountsVolumesAndSecretsWithoutConflict() {
        apply("many", "owner", template("a"));
        apply("many", "policy", template("b"));
        apply("many", "overlay", template("c"));

        JsonNode spec = stored("many").get("spec");
        assertThat(spec.at("/containers/0/env")).hasSize(3);
        assertThat(spec.at("/containers/0/volumeMounts")).hasSize(3);
        assertThat(spec.at("/volumes")).hasSize(3);
        assertThat(spec.at("/imagePullSecrets")).hasSize(3);
    }

    private static String template(String name) {
        return """
                spec:
                  imagePullSecrets: [{name: %1$s}]
                  volumes: [{name: %1$s, emptyDir: {}}]
                  containers:
                  - name: worker
                    env: [{name: %1$s, value: v}]
                    volumeMounts: [{name: %1$s, mountPath: /%1$s}]
                """
                .formatted(name);
    }

    @Test
    void aVolumeOfAnotherKindFromAnotherManagerIsRefused() {
        apply("kinds", "owner", "spec: {volumes: [{name: d, persistentVolumeClaim: {claimName: a}}]}");

        assertThat(server.cluster()
                        .kubectlWith(
                                manifest("kinds", "spec: {volumes: [{name: d, secret: {secretName: a}}]}"),
                                command("other", false))
                        .errors())
                .contains("spec.workers.template.spec.volumes[0]")
                .contains("needs exactly one of persistentVolumeClaim, secret");
    }

    @Test
    void aRolesTemplateLiesOverTheCommonOneAsServerSideApplyWouldLayIt() {
        String lower =
                """
                metadata: {labels: {a: x, b: x}}
                spec:
                  nodeSelector: {a: x}
                  tolerations: [{key: a}]
                  securityContext: {fsGroup: 1, supplementalGroups: [1]}
                  volumes: [{name: d, configMap: {name: c, optional: true}}]
                  containers:
                  - name: worker
                    env: [{name: A, value: a}, {name: B, value: b}]
                    resources: {limits: {memory: 1Gi}, requests: {cpu: 1}}
                """;
        String upper =
                """
                metadata: {labels: {b: y}}
                spec:
                  nodeSelector: {b: y}
                  tolerations: [{key: b}]
                  securityContext: {fsGroup: 2, supplementalGroups: [2]}
                  volumes: [{name: d, configMap: {name: e, optional: false}}]
                  containers:
                  - name: worker
                    env: [{name: A, value: c}, {name: C, value: c}]
                    resources: {limits: {memory: 2Gi, nvidia.com/gpu: 1}}
                """;
        apply("layers", "owner", lower);
        server.cluster()
                .kubectlWith(manifest("layers", upper), command("role", true))
                .orFail();

        assertThat(stored("layers"))
                .isEqualTo(PodMerge.merge(
                        Serialization.unmarshal(lower, ObjectNode.class),
                        Serialization.unmarshal(upper, ObjectNode.class)));
    }

    private static JsonNode stored(String name) {
        String yaml = server.cluster()
                .kubectl("-n", server.namespace(), "get", "soup", name, "-o", "yaml")
                .orFail();
        return Serialization.unmarshal(yaml, ObjectNode.class).at("/spec/workers/template");
    }

    private static void apply(String name, String manager, String template) {
        server.cluster()
                .kubectlWith(manifest(name, template), command(manager, false))
                .orFail();
    }

    private static String[] command(String manager, boolean force) {
        return new String[] {
            "-n",
            server.namespace(),
            "apply",
            "--server-side",
            "--force-conflicts=" + force,
            "--field-manager=" + manager,
            "-f",
            "-"
        };
    }

    private static String manifest(String name, String template) {
        ObjectNode resource = Wrong.tree();
        resource.withObject("/metadata").put("name", name);
        resource.withObject("/spec/workers").set("template", Serialization.unmarshal(template, ObjectNode.class));
        return resource.toString();
    }
}
