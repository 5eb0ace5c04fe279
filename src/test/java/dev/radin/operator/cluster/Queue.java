package dev.radin.operator.cluster;

import dev.radin.cluster.ControlPlane;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Writes into a sandbox what Kueue writes: it suspends and resumes the selection's latest Job, changes its template when it
 * admits it, and says why in the conditions of a Workload.
 */
final class Queue {

    private static final Set<ControlPlane> DEFINED = ConcurrentHashMap.newKeySet();

    private final Sandbox sandbox;
    private final String selection;

    private Queue(Sandbox sandbox, String selection) {
        this.sandbox = sandbox;
        this.selection = selection;
    }

    static synchronized Queue of(Sandbox sandbox, String selection) {
        if (DEFINED.add(sandbox.cluster())) {
            sandbox.cluster()
                    .kubectl("apply", "--server-side", "-f", "src/test/resources/manifests/workloads-crd.yaml")
                    .orFail();
            sandbox.cluster().awaitServed("workloads.kueue.x-k8s.io");
        }
        return new Queue(sandbox, selection);
    }

    /** Suspends the Job, as Kueue's webhook does before the Job controller sees it, and queues it. */
    void take() {
        sandbox.suspendLatestJob(selection, true);
        sandbox.client()
                .resource(new GenericKubernetesResourceBuilder()
                        .withApiVersion("kueue.x-k8s.io/v1beta2")
                        .withKind("Workload")
                        .withNewMetadata()
                        .withNamespace(sandbox.namespace())
                        .withName(workload())
                        .addToLabels(
                                "kueue.x-k8s.io/job-uid", job().getMetadata().getUid())
                        .endMetadata()
                        .addToAdditionalProperties("spec", new HashMap<>(Map.of("active", true)))
                        .addToAdditionalProperties(
                                "status", new HashMap<>(Map.of("conditions", new ArrayList<Object>())))
                        .build())
                .create();
    }

    void say(String condition, boolean holds, String reason, String message) {
        edit(workload -> {
            List<Object> conditions = new ArrayList<>(workload.<List<Object>>get("status", "conditions"));
            conditions.removeIf(c -> c instanceof Map<?, ?> map && condition.equals(map.get("type")));
            conditions.add(Map.of(
                    "type",
                    condition,
                    "status",
                    holds ? "True" : "False",
                    "reason",
                    reason,
                    "message",
                    message,
                    "lastTransitionTime",
                    "2026-11-24T10:00:00Z"));
            workload.<Map<String, Object>>get("status").put("conditions", conditions);
        });
    }

    void check(String name, String state, String message) {
        edit(workload -> workload.<Map<String, Object>>get("status")
                .put("admissionChecks", List.of(Map.of("name", name, "state", state, "message", message))));
    }

    void deactivate() {
        say("Evicted", true, "Deactivated", "The workload is deactivated");
        edit(workload -> workload.<Map<String, Object>>get("spec").put("active", false));
    }

    /** The Job runs where Kueue's flavor says, with labels of Kueue's in its template. */
    void admit() {
        say("QuotaReserved", true, "QuotaReserved", "Quota reserved in ClusterQueue team");
        say("Evicted", false, "QuotaReserved", "Previously: evicted");
        sandbox.patchLatestJob(
                selection,
                """
                {"spec": {"suspend": false, "template": {
                    "metadata": {"labels": {"kueue.x-k8s.io/podset": "main"},
                                 "annotations": {"kueue.x-k8s.io/workload": "vit"}},
                    "spec": {"nodeSelector": {"flavor": "spot"},
                             "tolerations": [{"key": "spot", "operator": "Exists"}]}}}}
                """);
    }

    /** As Kueue does it: suspends, forgets when the Job began, then takes back what it wrote into the template. */
    void preempt(String message) {
        say("Evicted", true, "Preempted", message);
        say("QuotaReserved", false, "Pending", message);
        sandbox.suspendLatestJob(selection, true);
        sandbox.until(
                selection,
                "the Job has no pods",
                () -> Optional.ofNullable(job().getStatus().getActive()).orElse(0) == 0);
        // Again where the Job controller, which had the Job as it was, wrote the time once more.
        sandbox.until(selection, "what it wrote is taken back", this::takeBack);
    }

    private boolean takeBack() {
        sandbox.client()
                .resource(job())
                .subresource("status")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"status\": {\"startTime\": null}}");
        try {
            sandbox.patchLatestJob(
                    selection,
                    """
                    {"spec": {"template": {
                        "metadata": {"labels": {"kueue.x-k8s.io/podset": null},
                                     "annotations": {"kueue.x-k8s.io/workload": null}},
                        "spec": {"nodeSelector": null, "tolerations": null}}}}
                    """);
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() != 422) {
                throw e;
            }
            return false;
        }
    }

    Job job() {
        List<Job> jobs = sandbox.jobs(selection);
        return jobs.get(jobs.size() - 1);
    }

    private String workload() {
        return "job-" + job().getMetadata().getName();
    }

    private void edit(Consumer<GenericKubernetesResource> change) {
        sandbox.client()
                .genericKubernetesResources("kueue.x-k8s.io/v1beta2", "Workload")
                .inNamespace(sandbox.namespace())
                .withName(workload())
                .edit(workload -> {
                    change.accept(workload);
                    return workload;
                });
    }
}
