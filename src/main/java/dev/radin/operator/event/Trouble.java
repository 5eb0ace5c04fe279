package dev.radin.operator.event;

import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.fault.Reason;
import dev.radin.status.ConditionQueries;
import dev.radin.status.PodBlocker;
import java.util.Arrays;
import java.util.stream.Stream;

/** Whether a status says something that somebody should mend: what is a warning in Events and in the log. */
public final class Trouble {

    private Trouble() {}

    public static boolean isIn(SoupSelectionStatus status) {
        return ConditionQueries.holds(status, "Stalled") || isWaiting(status);
    }

    /** A stage is under way, and the state's word is not the stage's own. */
    public static boolean isWaiting(SoupSelectionStatus status) {
        return ConditionQueries.holds(status, "Reconciling")
                && Stream.<Enum<?>>concat(
                                Arrays.stream(PodBlocker.Reason.values()),
                                Stream.of(Reason.ApiServerError, Reason.InternalError))
                        .anyMatch(r ->
                                r.name().equals(ConditionQueries.ready(status).getReason()));
    }
}
