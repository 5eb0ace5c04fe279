package dev.radin.operator.resource;

import dev.radin.api.v1alpha1.PodRoleSpec;
import dev.radin.api.v1alpha1.WorkersSpec;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;

/** What a pod is for: passes through the network, or what is planned around them. */
public enum PodRole {
    passes,
    planning;

    public static PodRole of(Stage stage, Selection selection) {
        return selection.runsNetwork(stage) ? passes : planning;
    }

    /** The part of a resource that says what is special about its pods. */
    public String field() {
        return "spec.workers." + name();
    }

    /** What is special about its pods. */
    PodRoleSpec in(WorkersSpec workers) {
        PodRoleSpec role = this == passes ? workers.passes : workers.planning;
        return role == null ? new PodRoleSpec() : role;
    }
}
