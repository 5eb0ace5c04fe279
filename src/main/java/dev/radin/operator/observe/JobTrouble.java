package dev.radin.operator.observe;

import dev.radin.status.PodBlocker;

/** What keeps a Job itself from going on, as the Job shows it: what others did to it, or a controller that does nothing. */
public final class JobTrouble {

    private JobTrouble() {}

    /** Somebody wants no pods of it for now. */
    static boolean isPaused(ObservedJob job) {
        return Integer.valueOf(0).equals(job.job().getSpec().getParallelism());
    }

    static PodBlocker paused(ObservedJob job) {
        return new PodBlocker(
                PodBlocker.Reason.JobSuspended,
                "Job " + job.name()
                        + " makes no pods, as somebody has set its parallelism to 0; set it back: kubectl patch"
                        + " job " + job.name() + " --type=merge -p '{\"spec\": {\"parallelism\": 1}}'");
    }

    /** A Job of the name that is wanted now is to go, and does not. */
    public static PodBlocker beingDeleted(ObservedJob job) {
        String finalizers = String.join(", ", job.job().getMetadata().getFinalizers());
        return new PodBlocker(
                PodBlocker.Reason.JobBeingDeleted,
                "Job " + job.name() + " is being deleted and does not go, as it is held by its finalizers"
                        + (finalizers.isEmpty() ? "" : " (" + finalizers + ")")
                        + "; whoever put them there has to remove them, and then it is made anew");
    }

    /** A Job of the name that is wanted now was made for a resource that was deleted. */
    public static PodBlocker ofEarlier(String jobName) {
        return new PodBlocker(
                PodBlocker.Reason.JobBeingDeleted,
                "Job " + jobName
                        + " is of an earlier SoupSelection of this name and goes with that, and then it is made"
                        + " anew; if it stays, see kubectl describe job " + jobName);
    }

    /** It has no pods, and nobody says why. */
    public static PodBlocker forgotten(ObservedJob job) {
        return new PodBlocker(
                PodBlocker.Reason.PodsRefused,
                "Job " + job.name() + " has no pods, and nothing in the cluster says why; see kubectl describe job "
                        + job.name() + ", and whether the cluster's Job controller (kube-controller-manager) runs");
    }

    /** Its pods have done their work, and it has not ended, or the operator has not seen that. */
    public static PodBlocker unfinished(ObservedJob job) {
        return new PodBlocker(
                PodBlocker.Reason.JobNotSeen,
                "all pods of Job " + job.name()
                        + " have succeeded, and the operator has not seen it end; does the cluster's Job controller"
                        + " (kube-controller-manager) run, and may the operator still list and watch Jobs in this"
                        + " namespace? Its role is in deploy/rbac.yaml, and its log says what it was refused");
    }

    /** It has ended, and the ends of its pods, which hold the results, have not been seen. */
    public static PodBlocker unseen(ObservedJob job) {
        return new PodBlocker(
                PodBlocker.Reason.PodsNotSeen,
                "Job " + job.name()
                        + " has ended, and the operator has not seen its pods do so; may it still list and watch"
                        + " pods in this namespace? Its role is in deploy/rbac.yaml, and its log says what it was refused");
    }
}
