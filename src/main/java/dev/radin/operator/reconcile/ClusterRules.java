package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.CheckedSelection;
import dev.radin.api.v1alpha1.ContainerSpec;
import dev.radin.api.v1alpha1.Problem;
import java.util.List;

/** What a resource lacks to be run in a cluster, though it can be run elsewhere. */
final class ClusterRules {

    private ClusterRules() {}

    /** The same, with what is lacking as a problem. */
    static CheckedSelection check(CheckedSelection checked) {
        if (checked.document() == null) {
            return checked;
        }
        ContainerSpec container = checked.resource().getSpec().evaluator.container;
        if (container == null || container.image != null) {
            return checked;
        }
        return new CheckedSelection(
                checked.resource(),
                null,
                List.of(new Problem(
                        "spec.evaluator.container.image",
                        "is missing; pods are made of it, as in image: registry.example.com/evaluate:1, while radin run does"
                                + " without")));
    }
}
