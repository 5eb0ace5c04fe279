package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.operator.Configs;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.resource.JobLabels;
import dev.radin.operator.resource.JobTask;
import dev.radin.operator.resource.StageJob;
import dev.radin.protocol.Json;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.SelectionDocument;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodConditionBuilder;
import io.fabric8.kubernetes.api.model.PodSpecBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobConditionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** A Job as the operator would make it, in any state that the Job controller and kubelets could bring it to. */
final class JobMaker {

    /** When the Job was made and started. */
    static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

    private static final String TIME = START.toString();

    private final Job job;
    private final List<Pod> pods = new ArrayList<>();

    private JobMaker(Job job) {
        this.job = job;
    }

    static JobMaker of(SoupSelection resource, Decision.Launch launch) {
        Job desired = new StageJob(resource, new SelectionDocument(Selections.of(resource)), Configs.CONFIG)
                .desired(launch.name(), launch.task());
        return new JobMaker(new JobBuilder(desired)
                .editMetadata()
                .withUid(UUID.nameUUIDFromBytes(launch.name().getBytes()).toString())
                .withCreationTimestamp(TIME)
                .endMetadata()
                .withNewStatus()
                .withStartTime(TIME)
                .endStatus()
                .build());
    }

    /** One share has ended well, with this receipt. */
    JobMaker share(Receipt receipt) {
        return share(Json.writeCompact(receipt));
    }

    JobMaker share(String terminationMessage) {
        int index = pods.size();
        pod("Succeeded", terminated(0, "Completed", terminationMessage), index);
        job.getStatus().setSucceeded(index + 1);
        return this;
    }

    JobMaker complete() {
        return condition("Complete", "CompletionsReached", "all indexes succeeded");
    }

    JobMaker failedPod(int exitCode, String reason, Receipt receipt) {
        pod("Failed", terminated(exitCode, reason, receipt == null ? null : Json.writeCompact(receipt)), pods.size());
        return this;
    }

    JobMaker failed(String reason, String message) {
        return condition("Failed", reason, message);
    }

    /** A pod on a node, whose container waits. */
    JobMaker waitingPod(String reason, String message) {
        pod(
                "Pending",
                new ContainerStatusBuilder()
                        .withName("worker")
                        .withNewState()
                        .withNewWaiting()
                        .withReason(reason)
                        .withMessage(message)
                        .endWaiting()
                        .endState()
                        .build(),
                pods.size());
        return this;
    }

    JobMaker unschedulablePod(String message) {
        pod("Pending", null, pods.size());
        Pod pod = pods.get(pods.size() - 1);
        pod.setStatus(new PodBuilder(pod)
                .editStatus()
                .editFirstCondition()
                .withStatus("False")
                .withReason("Unschedulable")
                .withMessage(message)
                .endCondition()
                .endStatus()
                .build()
                .getStatus());
        return this;
    }

    JobMaker runningPod() {
        pod(
                "Running",
                new ContainerStatusBuilder()
                        .withName("worker")
                        .withNewState()
                        .withNewRunning()
                        .endRunning()
                        .endState()
                        .build(),
                pods.size());
        return this;
    }

    /** The latest pod has done, or tried, this share. */
    JobMaker ofShare(int share) {
        pods.get(pods.size() - 1)
                .getMetadata()
                .getAnnotations()
                .put("batch.kubernetes.io/job-completion-index", Integer.toString(share));
        return this;
    }

    /** The latest pod has this container too, which its node reports before the worker. */
    JobMaker beside(ContainerStatus other) {
        PodStatus status = pods.get(pods.size() - 1).getStatus();
        status.setContainerStatuses(Stream.concat(Stream.of(other), status.getContainerStatuses().stream())
                .toList());
        return this;
    }

    /** The latest pod has not ended, whatever its worker has. */
    JobMaker stillRunning() {
        pods.get(pods.size() - 1).getStatus().setPhase("Running");
        return this;
    }

    /** Its node has evicted the latest pod. */
    JobMaker evicted(String message) {
        return said("Evicted", message);
    }

    /** Its node says this of the latest pod as a whole. */
    JobMaker said(String reason, String message) {
        PodStatus status = pods.get(pods.size() - 1).getStatus();
        status.setReason(reason);
        status.setMessage(message);
        return this;
    }

    JobMaker onNode(String name) {
        pods.get(pods.size() - 1)
                .setSpec(new PodSpecBuilder().withNodeName(name).build());
        return this;
    }

    /** A pod that failed before its containers were known. */
    JobMaker failedPod() {
        pod("Failed", null, pods.size());
        return this;
    }

    /** What the latest pod's worker said, beside its receipt. */
    JobMaker words(String message) {
        PodStatus status = pods.get(pods.size() - 1).getStatus();
        status.getContainerStatuses().get(0).getState().getTerminated().setMessage(message);
        return this;
    }

    /** The latest pod has this container, which ran before the worker or runs beside it. */
    JobMaker before(ContainerStatus init) {
        pods.get(pods.size() - 1).getStatus().setInitContainerStatuses(List.of(init));
        return this;
    }

    /** A pod that was put on a node then, whose container has not started. */
    JobMaker boundPod(Instant bound) {
        pod("Pending", null, pods.size());
        pods.get(pods.size() - 1)
                .getStatus()
                .setConditions(List.of(new PodConditionBuilder()
                        .withType("PodScheduled")
                        .withStatus("True")
                        .withLastTransitionTime(bound.toString())
                        .build()));
        return this;
    }

    /** @param phase Succeeded or Failed */
    JobMaker endedPod(String phase, Instant end) {
        pod(phase, terminated(phase.equals("Failed") ? 1 : 0, "Ended", null), pods.size());
        Pod pod = pods.get(pods.size() - 1);
        pod.getStatus().getContainerStatuses().get(0).getState().getTerminated().setFinishedAt(end.toString());
        return this;
    }

    /** How many pods run, as the Job controller has it. */
    JobMaker active(int pods) {
        job.getStatus().setActive(pods);
        return this;
    }

    /** The Job controller has not come to it. */
    JobMaker notStarted() {
        job.setStatus(new JobStatus());
        return this;
    }

    /** By somebody else. */
    JobMaker suspended() {
        job.getSpec().setSuspend(true);
        return this;
    }

    /** By somebody else, as its controller has it too. */
    JobMaker suspendedSince(Instant time) {
        condition("Suspended", "JobSuspended", "Job suspended");
        job.getStatus().getConditions().get(0).setLastTransitionTime(time.toString());
        return suspended();
    }

    /** By somebody else, after the operator suspended it. */
    JobMaker resumedByAnother() {
        suspendedByTheOperator();
        job.getSpec().setSuspend(false);
        return this;
    }

    JobMaker suspendedByTheOperator() {
        job.getMetadata().getAnnotations().put(JobLabels.SUSPENDED, "true");
        return suspended();
    }

    /** By somebody else. */
    JobMaker label(String key, String value) {
        job.getMetadata().getLabels().put(key, value);
        return this;
    }

    JobMaker beingDeleted() {
        job.getMetadata().setDeletionTimestamp(TIME);
        return this;
    }

    JobMaker finalizer(String name) {
        job.getMetadata().setFinalizers(List.of(name));
        return this;
    }

    ObservedJob observed() {
        return new ObservedJob(job, JobTask.read(job), List.copyOf(pods));
    }

    private static ContainerStatus terminated(int exitCode, String reason, String message) {
        return new ContainerStatusBuilder()
                .withName("worker")
                .withNewState()
                .withNewTerminated()
                .withExitCode(exitCode)
                .withReason(reason)
                .withMessage(message)
                .endTerminated()
                .endState()
                .build();
    }

    private void pod(String phase, ContainerStatus container, int index) {
        pods.add(new PodBuilder()
                .withNewMetadata()
                .withName(job.getMetadata().getName() + "-" + index + "-x7k2p")
                .withCreationTimestamp(TIME)
                .addToAnnotations("batch.kubernetes.io/job-completion-index", Integer.toString(index))
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .addNewCondition()
                .withType("PodScheduled")
                .withStatus("True")
                .withLastTransitionTime(TIME)
                .endCondition()
                .withContainerStatuses(container == null ? List.of() : List.of(container))
                .endStatus()
                .build());
    }

    private JobMaker condition(String type, String reason, String message) {
        job.getStatus()
                .getConditions()
                .add(new JobConditionBuilder()
                        .withType(type)
                        .withStatus("True")
                        .withReason(reason)
                        .withMessage(message)
                        .withLastTransitionTime(TIME)
                        .build());
        return this;
    }
}
