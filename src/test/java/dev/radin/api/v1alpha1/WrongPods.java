package dev.radin.api.v1alpha1;

import static dev.radin.api.v1alpha1.Wrong.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.stream.Stream;

/** What people get wrong in the templates of pods: what got lost while they had no schema, and what Kubernetes says late. */
final class WrongPods {

    private static final String TEMPLATE = "spec.workers.template.";
    private static final String POD = TEMPLATE + "spec.";
    private static final String WORKER = POD + "containers[0].";

    private WrongPods() {}

    static Stream<Wrong> cases() {
        return Stream.of(
                        typos(),
                        types(),
                        words(),
                        unions(),
                        names(),
                        labels(),
                        paths(),
                        lists(),
                        references(),
                        resources())
                .flatMap(s -> s);
    }

    private static Stream<Wrong> typos() {
        return Stream.of(
                unknown(
                        pod("affinity: {nodeAffinty: {}}"),
                        POD + "affinity.nodeAffinty",
                        "did you mean " + POD + "affinity.nodeAffinity?"),
                unknown(
                        worker("resources: {limit: {nvidia.com/gpu: 1}}"),
                        WORKER + "resources.limit",
                        "did you mean " + WORKER + "resources.limits?"),
                unknown(
                        pod("volumes: [{name: d, secret: {secretname: x}}]"),
                        POD + "volumes[0].secret.secretname",
                        "did you mean " + POD + "volumes[0].secret.secretName?"),
                unknown(
                        pod("imagePullSecrets: [{nme: x}]"),
                        POD + "imagePullSecrets[0].nme",
                        "did you mean " + POD + "imagePullSecrets[0].name?"),
                unknown(worker("env: [{nme: A}]"), WORKER + "env[0].nme", "did you mean " + WORKER + "env[0].name?"),
                unknown(pod("volumes: [{name: d, hostPath: {path: /}}]"), POD + "volumes[0].hostPath", "known here: "),
                unknown(pod("hostNetwork: true"), POD + "hostNetwork", "known here: "),
                unknown(
                        worker("securityContext: {privileged: true}"),
                        WORKER + "securityContext.privileged",
                        "known here: "),
                unknown(
                        worker("securityContext: {capabilities: {add: [ALL]}}"),
                        WORKER + "securityContext.capabilities.add",
                        "known here: drop"),
                unknown(worker("command: [sh]"), WORKER + "command", "known here: "));
    }

    private static Wrong unknown(String workers, String path, String hint) {
        return wrong(workers, path, "unknown field; " + hint).server("unknown field \"" + path + "\"");
    }

    private static Stream<Wrong> types() {
        return Stream.of(
                wrong(pod("tolerations: near"), POD + "tolerations", "\"near\" is not a list")
                        .server("must be of type array"),
                wrong(pod("affinity: near"), POD + "affinity", "\"near\" is not a mapping")
                        .server("must be of type object"),
                wrong(worker("env: [{name: A, value: 5}]"), WORKER + "env[0].value", "5 is not text; quote it")
                        .server("must be of type string"),
                wrong(worker("env: [null]"), WORKER + "env[0]", "is empty").server("must be of type object"),
                wrong(
                                worker("resources: {limits: {cpu: 0.5}}"),
                                WORKER + "resources.limits.cpu",
                                "0.5 is not text; quote it")
                        .server("must be of type"),
                wrong(
                                worker("resources: {limits: {memory: one}}"),
                                WORKER + "resources.limits.memory",
                                "\"one\" is no quantity, such as 500m or 20Gi")
                        .server("should match"),
                wrong(
                                worker("resources: {requests: {memory: 20GB}}"),
                                WORKER + "resources.requests.memory",
                                "\"20GB\" is no quantity, such as 500m or 20Gi")
                        .server("should match"),
                wrong(
                                pod("terminationGracePeriodSeconds: soon"),
                                POD + "terminationGracePeriodSeconds",
                                "\"soon\" is not a whole number")
                        .server("must be of type integer"));
    }

    private static Stream<Wrong> words() {
        return Stream.of(
                wrong(
                                pod("tolerations: [{operator: Exist}]"),
                                POD + "tolerations[0].operator",
                                "\"Exist\" is not one of Equal, Exists; did you mean Exists?")
                        .server("supported values: "),
                wrong(
                                pod("initContainers: [{name: a, image: b, restartPolicy: Never}]"),
                                POD + "initContainers[0].restartPolicy",
                                "\"Never\" is not one of Always")
                        .server("supported values: "),
                wrong("device: GPU", "spec.workers.device", "\"GPU\" is not one of Auto, CPU, CUDA; did you mean CPU?")
                        .server("supported values: "));
    }

    private static Stream<Wrong> unions() {
        String one =
                "needs exactly one of persistentVolumeClaim, secret, configMap, emptyDir, projected, csi, ephemeral,"
                        + " image";
        return Stream.of(
                wrong(pod("volumes: [{name: d}]"), POD + "volumes[0]", one),
                wrong(
                        pod("volumes: [{name: d, persistentVolumeClaim: {claimName: a}, secret: {secretName: a}}]"),
                        POD + "volumes[0]",
                        one),
                wrong(
                        worker("env: [{name: A, value: b, valueFrom: {fieldRef: {fieldPath: metadata.name}}}]"),
                        WORKER + "env[0]",
                        "has value and valueFrom; remove one of the two"),
                wrong(
                        worker("env: [{name: A, valueFrom: {}}]"),
                        WORKER + "env[0].valueFrom",
                        "needs exactly one of configMapKeyRef, fieldRef, resourceFieldRef, secretKeyRef"),
                wrong(
                        worker("envFrom: [{prefix: A}]"),
                        WORKER + "envFrom[0]",
                        "needs exactly one of configMapRef, secretRef"),
                wrong(
                        pod("resourceClaims: [{name: gpu}]"),
                        POD + "resourceClaims[0]",
                        "needs exactly one of resourceClaimName, resourceClaimTemplateName"));
    }

    private static Stream<Wrong> names() {
        return Stream.of(
                wrong(pod("imagePullSecrets: [{}]"), POD + "imagePullSecrets[0].name", "is missing")
                        .server("Required value"),
                wrong(worker("env: [{value: x}]"), WORKER + "env[0].name", "is missing")
                        .server("Required value"),
                wrong(pod("initContainers: [{name: a}]"), POD + "initContainers[0].image", "is missing")
                        .server("Required value"),
                wrong(worker("env: [{name: A=B}]"), WORKER + "env[0].name", "\"A=B\" should match ")
                        .server("should match"),
                wrong(
                        pod("containers: [{name: proxy}]"),
                        POD + "containers[0].name",
                        "\"proxy\" is not worker; give another container as an entry of initContainers with restartPolicy:"
                                + " Always, which runs beside it"),
                wrong(
                        pod("containers: [{name: evaluator}]"),
                        POD + "containers[0].name",
                        "\"evaluator\" is kept for later versions; the only container here is worker"),
                wrong(
                        pod("initContainers: [{name: worker, image: a}]"),
                        POD + "initContainers[0].name",
                        "\"worker\" is a name of our own containers; choose another"),
                wrong(
                        pod("volumes: [{name: radin-scratch, emptyDir: {}}]"),
                        POD + "volumes[0].name",
                        "\"radin-scratch\" is for our own volumes, as all names that begin with radin-; choose another"));
    }

    private static Stream<Wrong> labels() {
        return Stream.of(
                wrong(
                        template("metadata: {labels: {bad key!: a}}"),
                        TEMPLATE + "metadata.labels",
                        "\"bad key!\" is no key of a label; "),
                wrong(pod("nodeSelector: {bad key!: a}"), POD + "nodeSelector", "\"bad key!\" is no key of a label; "),
                wrong(template("metadata: {labels: {a: b c}}"), TEMPLATE + "metadata.labels.a", "\"b c\" should match ")
                        .server("should match"),
                wrong(
                        template("metadata: {labels: {radin.dev/selection: zzz}}"),
                        TEMPLATE + "metadata.labels",
                        "radin.dev/selection is set by the operator or by Kubernetes; remove it"),
                wrong(
                        template("metadata: {labels: {app.kubernetes.io/managed-by: me}}"),
                        TEMPLATE + "metadata.labels",
                        "app.kubernetes.io/managed-by is set by the operator or by Kubernetes; remove it"),
                wrong(
                        template("metadata: {annotations: {radin.dev/round: '1'}}"),
                        TEMPLATE + "metadata.annotations",
                        "radin.dev/round is set by the operator or by Kubernetes; remove it"));
    }

    private static Stream<Wrong> paths() {
        String words =
                " is or hides what the worker has there (/etc/radin, /var/radin, /tmp, /dev/termination-log); mount it elsewhere";
        return Stream.concat(
                Stream.of(
                                "/",
                                "/tmp",
                                "/tmp/a",
                                "//tmp/",
                                "/etc/radin",
                                "/var/radin/claims/x",
                                "/dev",
                                "/dev/termination-log")
                        .map(path -> wrong(mounted(path), WORKER + "volumeMounts[0].mountPath", path + words)),
                Stream.of(
                        wrong(mounted("models"), WORKER + "volumeMounts[0].mountPath", "\"models\" should match ")
                                .server("should match"),
                        wrong(mounted("/a/../tmp"), WORKER + "volumeMounts[0].mountPath", "/a/../tmp" + words)
                                .asInvalidSpec()));
    }

    private static String mounted(String path) {
        return template(
                "spec: {volumes: [{name: d, emptyDir: {}}], containers: [{name: worker, volumeMounts: [{name: d,"
                        + " mountPath: \"" + path + "\"}]}]}");
    }

    private static Stream<Wrong> lists() {
        return Stream.of(
                wrong(
                                pod("volumes: [{name: d, emptyDir: {}}, {name: d, emptyDir: {}}]"),
                                POD + "volumes[1]",
                                "\"d\" is the name of " + POD + "volumes[0] already; each needs its own")
                        .server("Duplicate value"),
                wrong(
                                worker("env: [{name: A, value: a}, {name: A, value: b}]"),
                                WORKER + "env[1]",
                                "\"A\" is the name of " + WORKER + "env[0] already; each needs its own")
                        .server("Duplicate value"));
    }

    private static Stream<Wrong> references() {
        return Stream.of(
                        wrong(
                                worker("volumeMounts: [{name: model, mountPath: /m}]"),
                                WORKER + "volumeMounts[0].name",
                                "\"model\" is no volume of the pods for passes; add it to " + POD + "volumes"),
                        wrong(
                                template("spec: {volumes: [{name: models, emptyDir: {}}], containers: [{name: worker,"
                                        + " volumeMounts: [{name: model, mountPath: /m}]}]}"),
                                WORKER + "volumeMounts[0].name",
                                "\"model\" is no volume of the pods for passes; did you mean models?"),
                        wrong(
                                worker("volumeMounts: [{name: d, mountPath: /m}]")
                                        + ", passes: {template: {spec: {volumes: [{name: d, emptyDir: {}}]}}}",
                                WORKER + "volumeMounts[0].name",
                                "\"d\" is no volume of the pods for planning; add it to " + POD + "volumes"),
                        wrong(
                                pod("initContainers: [{name: a, image: b, volumeMounts: [{name: d, mountPath: /m}]}]"),
                                POD + "initContainers[0].volumeMounts[0].name",
                                "\"d\" is no volume of the pods for passes; add it to " + POD + "volumes"),
                        wrong(
                                "planning: {template: {spec: {containers: [{name: worker, volumeMounts: [{name: d, mountPath:"
                                        + " /m}]}]}}}",
                                "spec.workers.planning.template.spec.containers[0].volumeMounts[0].name",
                                "\"d\" is no volume of the pods for planning; add it to spec.workers.planning.template.spec"
                                        + ".volumes"),
                        wrong(
                                worker("resources: {claims: [{name: gpu}]}"),
                                WORKER + "resources.claims[0].name",
                                "\"gpu\" is no claim of the pods for passes; add it to " + POD + "resourceClaims"))
                .map(Wrong::asInvalidSpec);
    }

    private static Stream<Wrong> resources() {
        return Stream.of(
                        wrong(
                                worker("resources: {requests: {cpu: 1500m}, limits: {cpu: 1}}"),
                                WORKER + "resources.requests.cpu",
                                "1500m is more than resources.limits has, 1; raise that, or ask for less"),
                        wrong(
                                worker("resources: {requests: {memory: 2Gi}}")
                                        + ", passes: {template: {spec: {containers: [{name: worker, resources: {limits: {memory:"
                                        + " 1Gi}}}]}}}",
                                WORKER + "resources.requests.memory",
                                "2Gi is more than resources.limits has, 1Gi; raise that, or ask for less"),
                        wrong(
                                worker("resources: {requests: {nvidia.com/gpu: 1}}"),
                                WORKER + "resources.requests.nvidia.com/gpu",
                                "needs the same in resources.limits, as all devices do"),
                        wrong(
                                worker("resources: {requests: {nvidia.com/gpu: 1}, limits: {nvidia.com/gpu: 2}}"),
                                WORKER + "resources.requests.nvidia.com/gpu",
                                "1 is not what resources.limits has, 2; give devices in limits only"))
                .map(Wrong::asInvalidSpec);
    }

    private static String pod(String fields) {
        return template("spec: {" + fields + "}");
    }

    private static String worker(String fields) {
        return pod("containers: [{name: worker, " + fields + "}]");
    }

    private static String template(String fields) {
        return "template: {" + fields + "}";
    }

    /** @param workers their fields, as YAML in braces has them */
    private static Wrong wrong(String workers, String path, String words) {
        return spec(s -> s.set("workers", yaml("{" + workers + "}")), path, words);
    }

    private static JsonNode yaml(String text) {
        try {
            return new YAMLMapper().readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
