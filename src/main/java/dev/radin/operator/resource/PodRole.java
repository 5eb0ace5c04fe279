package dev.radin.operator.resource;

import dev.radin.api.v1alpha1.PodRoleSpec;
import dev.radin.api.v1alpha1.WorkersSpec;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;

/** What a pod is for: passes through the network, or what is planned around them. */
enum PodRole {
    passes,
    planning;

    /** Publish makes passes when there are datasets to test on. */
    static PodRole of(Stage stage, Selection selection) {
        boolean tests = stage == Stage.publish && !selection.test().isEmpty();
        return stage.makesPasses() || tests ? passes : planning;
    }

    /** What is special about its pods. */
    PodRoleSpec in(WorkersSpec workers) {
        PodRoleSpec role = this == passes ? workers.passes : workers.planning;
        return role == null ? new PodRoleSpec() : role;
    }
}
