package dev.radin.status;

/**
 * What keeps a stage's pods from running. None of these ends the work: a quota frees, a node joins, an image appears.
 *
 * @param message what is missing, in the cluster's own words, and what to do
 */
public record PodBlocker(Reason reason, String message) {

    /** In one word, as {@code Ready} shows it. */
    public enum Reason {
        /** Admission by a queue, or a resource quota, is pending. */
        WaitingForQuota,
        /** No node takes the pod. */
        Unschedulable,
        /** The image cannot be pulled. */
        ImagePullFailed,
        /** The pod refers to something that is not there: a Secret, a ConfigMap, a volume. */
        PodConfigInvalid,
        /** A pod's worker has ended, and a container that somebody else put beside it has not. */
        SidecarRunning,
        /** Somebody else suspended the Job, and has to resume it. */
        JobSuspended,
        /** A Job that is to be made anew is being deleted, and others keep it from going. */
        JobBeingDeleted,
        /** A queue holds the Job back and does not look at it again by itself: this one needs somebody. */
        WorkloadDeactivated,
        /** The Job has ended, and the operator is not shown how its pods did. */
        PodsNotSeen,
        /** The Job's pods have succeeded, and it does not end, or the operator is not shown that. */
        JobNotSeen,
        /** The Job's pods are not made: no such service account, refused by a policy. */
        PodsRefused
    }

    /** Whether waiting alone does not help. */
    boolean needsSomebody() {
        return reason == Reason.WorkloadDeactivated;
    }
}
