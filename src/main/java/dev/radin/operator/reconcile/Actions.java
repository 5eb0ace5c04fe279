package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.fault.Reason;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.resource.Ownership;
import dev.radin.operator.resource.SelectionConfigMap;
import dev.radin.operator.resource.StageJob;
import dev.radin.protocol.Selection;
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
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Does what was decided: removes, makes, suspends. Every call may be the last, and repeated it does nothing twice. */
final class Actions {

    private static final int UNPROCESSABLE = 422;

    private final KubernetesClient client;
    private final OperatorConfig config;
    private final SoupSelection resource;
    private final Selection selection;

    /** @param selection what the resource asks for; null where it is refused, and nothing is to be made */
    Actions(KubernetesClient client, OperatorConfig config, SoupSelection resource, Selection selection) {
        this.client = client;
        this.config = config;
        this.resource = resource;
        this.selection = selection;
    }

    /**
     * @param cached creates a Job and remembers it until the informer sees it
     * @return the situation, which is another than was decided if the API server would not have it
     */
    SelectionState apply(Decision decision, List<ObservedJob> jobs, UnaryOperator<Job> cached) {
        decision.unwanted().forEach(this::delete);
        decision.current().ifPresent(job -> suspendAsWanted(job, decision.situation()));
        return decision.launch()
                .map(launch -> launch(launch, decision.situation(), jobs, cached))
                .orElse(decision.situation());
    }

    private SelectionState launch(
            Decision.Launch launch, SelectionState wanted, List<ObservedJob> jobs, UnaryOperator<Job> cached) {
        SelectionConfigMap configMap = new SelectionConfigMap(selection);
        provide(configMap, jobs);
        Job job = new StageJob(resource, selection, config).desired(launch.name(), launch.task(), configMap.digest());
        try {
            cached.apply(job);
            return wanted;
        } catch (KubernetesClientException e) {
            return switch (e.getCode()) {
                case HttpURLConnection.HTTP_CONFLICT -> isOurs(job) ? wanted : Decider.nameTaken(launch.name());
                case HttpURLConnection.HTTP_FORBIDDEN -> forbidden(launch, e);
                case UNPROCESSABLE, HttpURLConnection.HTTP_BAD_REQUEST -> new SelectionState.Refused(
                        Reason.InvalidSpec, "spec.workers: the cluster refuses the Job made from it: " + said(e));
                default -> throw e;
            };
        }
    }

    private static SelectionState forbidden(Decision.Launch launch, KubernetesClientException e) {
        return said(e).contains("exceeded quota")
                ? new SelectionState.Running(
                        launch.task(), 0, new PodBlocker(PodBlocker.Reason.WaitingForQuota, said(e)))
                : new SelectionState.Refused(
                        Reason.JobRefused,
                        "the operator may not make Jobs in this namespace: " + said(e)
                                + "; ask whoever runs it for the role, or the policy's exception");
    }

    private static String said(KubernetesClientException e) {
        return e.getStatus() == null || e.getStatus().getMessage() == null
                ? e.getMessage()
                : e.getStatus().getMessage();
    }

    /** Whether a Job that the cache did not show yet is the very one that was to be made. */
    private boolean isOurs(Job wanted) {
        Job there = client.resource(wanted).get();
        return there != null
                && Ownership.owns(resource, there)
                && new ObservedJob(there, List.of()).isSameWork(new ObservedJob(wanted, List.of()));
    }

    /** The selection for the pods to read, unless Jobs show that it is there; those of earlier selections go. */
    private void provide(SelectionConfigMap configMap, List<ObservedJob> jobs) {
        Set<String> seen = jobs.stream().map(ObservedJob::selectionDigest).collect(Collectors.toSet());
        if (!seen.contains(configMap.digest())) {
            create(configMap.desired(resource));
            seen.forEach(digest -> client.configMaps()
                    .inNamespace(resource.getMetadata().getNamespace())
                    .withName(SelectionConfigMap.name(resource, digest))
                    .delete());
        }
    }

    /** Makes the ConfigMap again that somebody removed under a running Job. */
    void provideAgain() {
        create(new SelectionConfigMap(selection).desired(resource));
    }

    private void create(HasMetadata wanted) {
        try {
            client.resource(wanted).create();
        } catch (KubernetesClientException e) {
            // What is there already is ours, or pods that read it refuse it by its digest.
            if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                throw e;
            }
        }
    }

    private void suspendAsWanted(ObservedJob job, SelectionState situation) {
        boolean wanted = situation instanceof SelectionState.Suspended;
        if (!job.isQueued() && !job.isBeingDeleted() && job.isSuspended() != wanted) {
            client.batch()
                    .v1()
                    .jobs()
                    .resource(named(job))
                    .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\": {\"suspend\": " + wanted + "}}");
        }
    }

    private void delete(ObservedJob job) {
        client.batch().v1().jobs().resource(named(job)).delete();
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
