package dev.radin.operator.resource;

import dev.radin.api.v1alpha1.ScratchSpec;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.WorkersSpec;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.SelectionDocument;
import dev.radin.protocol.StageTask;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The Job of a stage: one pod a share, by index. */
public final class StageJob {

    private static final int DEFAULT_PARALLELISM = 4;

    /** Ends a stage whose pods are evicted for ever. */
    private static final long DEFAULT_DEADLINE_SECONDS = 86_400;

    /** Long enough to read logs the next morning. */
    private static final int DEFAULT_TTL_SECONDS = 86_400;

    private final SoupSelection resource;
    private final SelectionDocument document;
    private final OperatorConfig config;

    public StageJob(SoupSelection resource, SelectionDocument document, OperatorConfig config) {
        this.resource = resource;
        this.document = document;
        this.config = config;
    }

    public Job desired(String name, StageTask task) {
        WorkersSpec workers = Objects.requireNonNullElseGet(resource.getSpec().workers, WorkersSpec::new);
        Evaluator evaluator = document.selection().evaluator();
        PodTemplates templates = new PodTemplates(workers, evaluator != null, config);
        PodRole role = PodRole.of(task.stage(), document.selection());
        PodTemplateSpec template = templates.of(role);
        WorkerPod pod = new WorkerPod(
                template.getSpec(),
                ClaimVolumes.of(document.selection()),
                evaluator != null && role == PodRole.passes ? evaluator.image() : null);
        ScratchSpec scratch = role.in(workers).scratch;
        JobTask written = JobTask.of(task, WorkersRevision.of(resource), document.digest());
        Map<String, String> labels = labels(template.getMetadata(), written);
        int pods = Math.min(task.shares(), Objects.requireNonNullElse(workers.parallelism, DEFAULT_PARALLELISM));
        return new JobBuilder()
                .withNewMetadata()
                .withNamespace(resource.getMetadata().getNamespace())
                .withName(name)
                .withLabels(labels)
                .withAnnotations(annotations(template.getMetadata(), written, pods))
                .withOwnerReferences(Ownership.reference(resource))
                .endMetadata()
                .withNewSpec()
                .withCompletionMode("Indexed")
                .withCompletions(task.shares())
                .withParallelism(pods)
                .withBackoffLimitPerIndex(FailurePolicy.RETRIES)
                .withPodFailurePolicy(FailurePolicy.ofStages())
                .withActiveDeadlineSeconds(
                        Objects.requireNonNullElse(workers.stageDeadlineSeconds, DEFAULT_DEADLINE_SECONDS))
                .withTtlSecondsAfterFinished(
                        Objects.requireNonNullElse(workers.jobTTLSecondsAfterFinished, DEFAULT_TTL_SECONDS))
                .withNewTemplate()
                .withNewMetadata()
                .withLabels(labels)
                .withAnnotations(template.getMetadata().getAnnotations())
                .endMetadata()
                .withSpec(pod.desired(
                        scratch == null ? null : scratch.sizeLimit,
                        SelectionConfigMap.name(resource, document.digest()),
                        WorkerArguments.of(task, document.digest(), templates.device(), pod.threads())))
                .endTemplate()
                .endSpec()
                .build();
    }

    /** The resource's queue, then the user's labels, then ours, which nothing overrides. */
    private Map<String, String> labels(ObjectMeta template, JobTask task) {
        Map<String, String> labels = new HashMap<>(Queueing.of(resource).labels());
        labels.putAll(Objects.requireNonNullElse(template.getLabels(), Map.of()));
        labels.put("app.kubernetes.io/managed-by", "radin-operator");
        labels.put(JobLabels.SELECTION, resource.getMetadata().getName());
        labels.putAll(task.labels());
        return labels;
    }

    private Map<String, String> annotations(ObjectMeta template, JobTask task, int pods) {
        Queueing queueing = Queueing.of(resource);
        Map<String, String> annotations = new HashMap<>(queueing.annotations());
        annotations.putAll(Objects.requireNonNullElse(template.getAnnotations(), Map.of()));
        Queueing.fit(annotations, pods);
        if (!queueing.asked().isEmpty()) {
            annotations.put(JobLabels.ASKED_QUEUE, queueing.asked());
        }
        annotations.putAll(task.annotations());
        return annotations;
    }
}
