package dev.radin.status;

import dev.radin.api.v1alpha1.SoupSelectionStatus;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;

/** Questions about the conditions of a status. */
public final class ConditionQueries {

    private ConditionQueries() {}

    /** @param status one that {@link StatusWriter} made */
    public static Condition ready(SoupSelectionStatus status) {
        return condition(status, "Ready").orElseThrow();
    }

    public static boolean holds(SoupSelectionStatus status, String type) {
        return condition(status, type).filter(c -> "True".equals(c.getStatus())).isPresent();
    }

    /** @param status may be null, as that of a new resource is */
    public static Optional<Condition> condition(SoupSelectionStatus status, String type) {
        return status == null || status.conditions == null
                ? Optional.empty()
                : status.conditions.stream()
                        .filter(c -> type.equals(c.getType()))
                        .findFirst();
    }
}
