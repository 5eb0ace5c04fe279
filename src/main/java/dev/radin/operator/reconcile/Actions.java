package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.CheckedSelection;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.fault.Reason;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.observe.JobTrouble;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.resource.JobLabels;
import dev.radin.operator.resource.JobTask;
import dev.radin.operator.resource.Ownership;
import dev.radin.operator.resource.SelectionConfigMap;
import dev.radin.operator.resource.StageJob;
import dev.radin.protocol.SelectionDocument;
import dev.radin.protocol.StageTask;
import dev.radin.status.PodBlocker;
import dev.radin.status.SelectionState;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does what was decided: deletes, makes, suspends. The operator may be killed after any call; repeated it does nothing twice. */
final class Actions {

    private static final Logger LOG = LoggerFactory.getLogger(Actions.class);
    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;
    private final OperatorConfig config;
    private final SoupSelection resource;
    private final SelectionDocument document;

    /** @param checked without a document where the resource is refused, and nothing is to be made */
    Actions(KubernetesClient client, OperatorConfig config, CheckedSelection checked) {
        this.client = client;
        this.config = config;
        this.resource = checked.resource();
        this.document = checked.document();
    }

    /**
     * @param jobs the oldest first
     * @param create creates a Job and remembers it until the informer sees it
     * @return the state, which is another than was decided if the API server refuses the Job
     */
    SelectionState apply(Decision decision, List<ObservedJob> jobs, UnaryOperator<Job> create) {
        decision.unwanted().forEach(job -> LogFields.with(job.stage(), () -> delete(job)));
        decision.current().ifPresent(job -> LogFields.with(job.stage(), () -> suspendAsWanted(job, decision.state())));
        return decision.launch()
                .map(launch ->
                        LogFields.with(launch.task().stage(), () -> launch(launch, decision.state(), jobs, create)))
                .orElse(decision.state());
    }

    private SelectionState launch(
            Decision.Launch launch, SelectionState wanted, List<ObservedJob> jobs, UnaryOperator<Job> create) {
        try {
            provide(jobs);
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_FORBIDDEN) {
                throw e;
            }
            LOG.debug("Job {} was not created, as its ConfigMap was not: {}", launch.name(), message(e));
            return forbidden((SelectionState.Running) wanted, e);
        }
        Job job = new StageJob(resource, document, config).desired(launch.name(), launch.task());
        try {
            create.apply(job);
            tellOfLostResults(launch.task(), jobs);
            LOG.info(
                    "created Job {} of {} pods for stage {}",
                    launch.name(),
                    launch.task().shares(),
                    launch.task().title());
            return wanted;
        } catch (KubernetesClientException e) {
            // What becomes of that is the state, or the exception, and logged as such.
            LOG.debug("Job {} was not created: {}", launch.name(), message(e));
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_CONFLICT -> found(job, (SelectionState.Running) wanted);
                case HttpURLConnection.HTTP_FORBIDDEN -> forbidden((SelectionState.Running) wanted, e);
                case UNPROCESSABLE, HttpURLConnection.HTTP_BAD_REQUEST -> new SelectionState.Refused(
                        Reason.InvalidSpec, "spec.workers: the cluster refuses the Job made from it: " + message(e));
                default -> throw e;
            };
        }
    }

    /** Why a stage runs once more: its Job has ended, and the receipts of its pods are gone or were ignored. */
    private void tellOfLostResults(StageTask task, List<ObservedJob> jobs) {
        jobs.stream()
                .filter(job -> job.isFinished()
                        && job.task().isOf(task)
                        && job.ended(document.selection()).isEmpty())
                .forEach(job -> LOG.warn(
                        "Job {} of stage {} ended without a result that can be read; the stage runs again",
                        job.name(),
                        task.title()));
    }

    /** There is a Job of this name, which the cache does not show yet, or is not ours. */
    private SelectionState found(Job job, SelectionState.Running wanted) {
        String name = job.getMetadata().getName();
        Job found = client.resource(job).get();
        if (found == null) {
            // It went meanwhile; the next look makes it.
            return wanted;
        }
        if (isOurs(job, found)) {
            LOG.info("found Job {}, which was created before", name);
            return wanted;
        }
        return Ownership.isOfEarlier(resource, found)
                ? new SelectionState.Running(wanted.task(), wanted.itemsDone(), JobTrouble.ofEarlier(name))
                : Decider.nameTaken(name);
    }

    private SelectionState forbidden(SelectionState.Running wanted, KubernetesClientException e) {
        if (message(e).contains("being terminated")) {
            return new SelectionState.Refused(
                    Reason.JobRefused,
                    "namespace " + resource.getMetadata().getNamespace() + " is being deleted, and this with it");
        }
        return message(e).contains("exceeded quota")
                ? new SelectionState.Running(
                        wanted.task(),
                        wanted.itemsDone(),
                        new PodBlocker(PodBlocker.Reason.WaitingForQuota, message(e)))
                : new SelectionState.Refused(
                        Reason.JobRefused,
                        "the operator may not make what it needs in this namespace: " + message(e)
                                + "; ask whoever runs it for the role, or the policy's exception");
    }

    /** What the API server said; without an answer, what went wrong on the way to it. */
    static String message(KubernetesClientException e) {
        return e.getStatus() == null || e.getStatus().getMessage() == null
                ? e.getMessage()
                : e.getStatus().getMessage();
    }

    /** Whether the Job that was found is the one that was to be made. */
    private boolean isOurs(Job wanted, Job found) {
        if (!Ownership.owns(resource, found)) {
            return false;
        }
        Map<String, String> labels = found.getMetadata().getLabels();
        try {
            return labels != null
                    && resource.getMetadata().getName().equals(labels.get(JobLabels.SELECTION))
                    && JobTask.read(found).isSameWork(JobTask.read(wanted));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Makes the ConfigMap that pods read, unless the Job that was made last shows that it exists, and deletes those of other
     * selections. What was asked for before is made again where it is asked for again.
     */
    private void provide(List<ObservedJob> jobs) {
        List<String> read =
                jobs.stream().map(job -> job.task().selectionDigest()).toList();
        if (!read.isEmpty() && read.get(read.size() - 1).equals(document.digest())) {
            return;
        }
        create(SelectionConfigMap.desired(resource, document));
        read.stream()
                .filter(digest -> !digest.equals(document.digest()))
                .distinct()
                .forEach(digest -> deleteConfigMap(SelectionConfigMap.name(resource, digest)));
    }

    /** It goes with the resource at the latest, so nothing waits for it. */
    private void deleteConfigMap(String name) {
        LOG.debug("deleting ConfigMap {} of an earlier selection", name);
        try {
            client.configMaps()
                    .inNamespace(resource.getMetadata().getNamespace())
                    .withName(name)
                    .delete();
        } catch (KubernetesClientException e) {
            LOG.warn("ConfigMap {} of an earlier selection was not deleted: {}", name, message(e));
        }
    }

    /** Makes the ConfigMap again that somebody removed under a running Job. */
    void provideAgain() {
        HasMetadata wanted = SelectionConfigMap.desired(resource, document);
        if (create(wanted)) {
            LOG.warn(
                    "created ConfigMap {} again, which somebody removed",
                    wanted.getMetadata().getName());
        }
    }

    /** @return false when it exists already */
    private boolean create(HasMetadata wanted) {
        try {
            client.resource(wanted).create();
            LOG.debug("created {} {}", wanted.getKind(), wanted.getMetadata().getName());
            return true;
        } catch (KubernetesClientException e) {
            // One that exists already is ours, or pods that read it refuse it by its digest.
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            return false;
        }
    }

    /** Resumes only what it suspended itself: others, such as queues, have their reasons. */
    private void suspendAsWanted(ObservedJob job, SelectionState state) {
        boolean wanted = state instanceof SelectionState.Suspended;
        boolean right = wanted ? job.isSuspended() : !job.hasOurSuspension();
        if (!job.isQueued() && !job.isBeingDeleted() && !right) {
            LOG.info("{} Job {} of stage {}", wanted ? "suspending" : "resuming", job.name(), job.stage());
            client.batch()
                    .v1()
                    .jobs()
                    .resource(named(job))
                    .patch(PatchContext.of(PatchType.JSON_MERGE), suspension(wanted));
        }
    }

    /** With a mark by which it is known who did it. */
    private static String suspension(boolean suspend) {
        return "{\"metadata\": {\"annotations\": {\"" + JobLabels.SUSPENDED + "\": " + (suspend ? "\"true\"" : "null")
                + "}}, \"spec\": {\"suspend\": " + suspend + "}}";
    }

    private void delete(ObservedJob job) {
        LOG.info("deleting Job {} of stage {}, whose work is no longer wanted", job.name(), job.stage());
        client.batch().v1().jobs().resource(named(job)).delete();
    }

    /**
     * Its Jobs go with it.
     *
     * @return false when it was changed since it was looked at, its time to live perhaps
     */
    boolean deleteResource() {
        LOG.info("deleting it, as spec.ttlSecondsAfterFinished asks");
        try {
            client.resource(resource)
                    .lockResourceVersion(resource.getMetadata().getResourceVersion())
                    .delete();
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
            return false;
        }
    }

    /** Enough of a Job to address it; the cached one has not all of its fields. */
    private static Job named(ObservedJob job) {
        ObjectMeta metadata = new ObjectMeta();
        metadata.setNamespace(job.job().getMetadata().getNamespace());
        metadata.setName(job.name());
        Job named = new Job();
        named.setMetadata(metadata);
        return named;
    }
}
