package dev.radin.operator.observe;

import dev.radin.operator.resource.JobLabels;
import dev.radin.status.PodBlocker;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a Workload of Kueue says of the suspended Job that it stands for: in Kueue's own words, which it writes as conditions
 * and as states of admission checks.
 */
final class QueuedWorkload {

    private final GenericKubernetesResource workload;
    private final ObservedJob job;

    QueuedWorkload(GenericKubernetesResource workload, ObservedJob job) {
        this.workload = workload;
        this.job = job;
    }

    PodBlocker blocker() {
        if (holds("Finished")) {
            return givenUp("has finished without it: " + message("Finished").orElse(""));
        }
        if (Boolean.FALSE.equals(workload.get("spec", "active"))) {
            return givenUp("is deactivated"
                    + message("Evicted").map(words -> " (" + words + ")").orElse(""));
        }
        return new PodBlocker(PodBlocker.Reason.WaitingForQuota, waits());
    }

    private PodBlocker givenUp(String what) {
        return new PodBlocker(
                PodBlocker.Reason.WorkloadDeactivated,
                "Job " + job.name() + " does not run, as its Workload in Kueue, " + name() + ", " + what
                        + "; it is not queued again by itself: set spec.active of that Workload to true, or"
                        + " spec.rerunNonce of the SoupSelection to any new value");
    }

    private String waits() {
        String words = Stream.concat(checks(), refusal().stream()).distinct().collect(Collectors.joining("; "));
        return "Job " + job.name() + " waits for its queue to admit it" + (words.isEmpty() ? "" : ": " + words)
                + (job.isQueued() ? "" : "; it names no queue: give the SoupSelection the label " + JobLabels.QUEUE);
    }

    /** Why it has no quota, and where it had some before, why that was taken away. */
    private Optional<String> refusal() {
        Optional<String> pending = isFalse("QuotaReserved") ? message("QuotaReserved") : Optional.empty();
        Optional<String> evicted = holds("Evicted") ? message("Evicted") : Optional.empty();
        if (pending.isPresent() && evicted.isPresent() && !pending.equals(evicted)) {
            return Optional.of(pending.get() + " (it ran before: " + evicted.get() + ")");
        }
        return pending.or(() -> evicted);
    }

    /** Admission checks that are not through. */
    private Stream<String> checks() {
        return list("admissionChecks")
                .filter(check -> !"Ready".equals(check.get("state")))
                .map(check -> "admission check " + check.get("name") + " is " + check.get("state")
                        + (text(check).isEmpty() ? "" : " (" + text(check) + ")"));
    }

    private String name() {
        return workload.getMetadata().getName();
    }

    private boolean holds(String type) {
        return condition(type).filter(c -> "True".equals(c.get("status"))).isPresent();
    }

    private boolean isFalse(String type) {
        return condition(type).filter(c -> "False".equals(c.get("status"))).isPresent();
    }

    private Optional<String> message(String type) {
        return condition(type).map(QueuedWorkload::text).filter(text -> !text.isEmpty());
    }

    private Optional<Map<?, ?>> condition(String type) {
        return list("conditions").filter(c -> type.equals(c.get("type"))).findFirst();
    }

    private Stream<Map<?, ?>> list(String field) {
        return workload.get("status", field) instanceof List<?> entries
                ? entries.stream().flatMap(entry -> entry instanceof Map<?, ?> map ? Stream.of(map) : Stream.empty())
                : Stream.empty();
    }

    private static String text(Map<?, ?> entry) {
        return entry.get("message") instanceof String text ? text.strip() : "";
    }
}
