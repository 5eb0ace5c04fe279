package dev.radin.status;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

/** What tools that know nothing of soups conclude from a resource, by their published rules. */
final class Readers {

    private Readers() {}

    /**
     * kstatus (sigs.k8s.io/cli-utils, pkg/kstatus): a generation not yet observed is in progress; then Reconciling and
     * Stalled, the "abnormal-true" conditions; then Ready.
     */
    static String kstatus(SoupSelection resource) {
        SoupSelectionStatus status = resource.getStatus();
        if (status == null || !resource.getMetadata().getGeneration().equals(status.observedGeneration)) {
            return "InProgress";
        }
        if (ConditionQueries.holds(status, "Reconciling")) {
            return "InProgress";
        }
        if (ConditionQueries.holds(status, "Stalled")) {
            return "Failed";
        }
        Optional<Condition> ready = ConditionQueries.condition(status, "Ready");
        return ready.isEmpty() || ready.get().getStatus().equals("True") ? "Current" : "InProgress";
    }

    /** {@code kubectl wait --for=condition=Ready}, which since 1.29 heeds the condition's observedGeneration. */
    static boolean kubectlWaits(SoupSelection resource) {
        return ConditionQueries.condition(resource.getStatus(), "Ready")
                .filter(c -> c.getStatus().equals("True"))
                .filter(c -> c.getObservedGeneration() >= resource.getMetadata().getGeneration())
                .isEmpty();
    }
}
