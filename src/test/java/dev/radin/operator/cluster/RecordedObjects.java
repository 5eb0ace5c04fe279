package dev.radin.operator.cluster;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.operator.Recorded;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobCondition;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/** Puts a record back into a cluster, which gives everything a uid of its own and says more of how Jobs end. */
final class RecordedObjects {

    private final KubernetesClient client;
    private final Map<String, String> uids = new HashMap<>();

    RecordedObjects(KubernetesClient client) {
        this.client = client;
    }

    void create(Recorded recorded) {
        selection(recorded.resource());
        recorded.jobs().forEach(this::job);
        recorded.pods().forEach(pod -> pod(pod, recorded.jobs()));
    }

    private void selection(SoupSelection resource) {
        String recorded = resource.getMetadata().getUid();
        SoupSelection made = create(resource);
        if (resource.getStatus() != null) {
            made.setStatus(resource.getStatus());
            made.getStatus().resumeToken = about(resource.getStatus().resumeToken, recorded);
            client.resource(made).updateStatus();
        }
    }

    /** Another resource's notes are not read, and this one is another for the cluster. */
    private String about(String token, String uid) {
        if (token == null) {
            return null;
        }
        try {
            byte[] json = new InflaterInputStream(
                            new ByteArrayInputStream(Base64.getDecoder().decode(token)))
                    .readAllBytes();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
                deflated.write(new String(json, StandardCharsets.UTF_8)
                        .replace(uid, uids.get(uid))
                        .getBytes(StandardCharsets.UTF_8));
            }
            return Base64.getEncoder().encodeToString(bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void job(Job job) {
        JobStatus status = job.getStatus();
        Job made = create(new JobBuilder(job).withStatus(null).build());
        if (status != null) {
            complete(status);
            made.setStatus(status);
            client.resource(made).updateStatus();
        }
    }

    /** What the API server asks of a Job's end. */
    private static void complete(JobStatus status) {
        List<JobCondition> conditions = new ArrayList<>();
        for (JobCondition condition : status.getConditions()) {
            if (List.of("Complete", "Failed").contains(condition.getType())) {
                conditions.add(new JobConditionBuilder(condition)
                        .withType(condition.getType().equals("Complete") ? "SuccessCriteriaMet" : "FailureTarget")
                        .build());
                status.setCompletionTime(
                        condition.getType().equals("Complete") ? condition.getLastTransitionTime() : null);
                status.setActive(null);
                status.setReady(0);
            }
            conditions.add(condition);
        }
        status.setConditions(conditions);
    }

    private void pod(Pod pod, List<Job> jobs) {
        Job job = jobs.stream()
                .filter(j -> pod.getMetadata()
                        .getOwnerReferences()
                        .get(0)
                        .getName()
                        .equals(j.getMetadata().getName()))
                .findFirst()
                .orElseThrow();
        Pod made = create(new PodBuilder(pod)
                .withSpec(job.getSpec().getTemplate().getSpec())
                .editSpec()
                .withNodeName("node")
                .withServiceAccountName("default")
                .endSpec()
                .withStatus(null)
                .build());
        made.setStatus(pod.getStatus());
        client.resource(made).updateStatus();
    }

    private <T extends HasMetadata> T create(T object) {
        ObjectMeta metadata = object.getMetadata();
        String recorded = metadata.getUid();
        for (OwnerReference owner : metadata.getOwnerReferences()) {
            owner.setUid(uids.get(owner.getUid()));
        }
        metadata.setUid(null);
        T made = client.resource(object).create();
        metadata.setUid(recorded);
        if (recorded != null) {
            uids.put(recorded, made.getMetadata().getUid());
        }
        return made;
    }
}
