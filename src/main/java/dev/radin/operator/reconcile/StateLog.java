package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.operator.event.Trouble;
import dev.radin.status.ConditionQueries;
import dev.radin.status.Conditions;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;

/**
 * One line for each state that a selection comes to, with the state's word as a field, and one for Jobs that are ignored.
 * What somebody should mend is a warning.
 */
final class StateLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.radin.operator");

    private StateLog() {}

    /** @param before null when there was none */
    static void write(SoupSelectionStatus before, SoupSelectionStatus after) {
        Condition ready = ConditionQueries.ready(after);
        MDC.MDCCloseable field = MDC.putCloseable("state", ready.getReason());
        try (field) {
            if (isNew(before, after, "Ready")) {
                LOG.atLevel(Trouble.isIn(after) ? Level.WARN : Level.INFO)
                        .log("{}: {}", ready.getReason(), ready.getMessage());
            }
            if (isNew(before, after, Conditions.JOBS_IGNORED)) {
                ConditionQueries.condition(after, Conditions.JOBS_IGNORED)
                        .ifPresent(ignored -> LOG.warn("{}: {}", ignored.getType(), ignored.getMessage()));
            }
        }
    }

    private static boolean isNew(SoupSelectionStatus before, SoupSelectionStatus after, String condition) {
        return !words(before, condition).equals(words(after, condition));
    }

    private static Optional<String> words(SoupSelectionStatus status, String condition) {
        return ConditionQueries.condition(status, condition).map(c -> c.getReason() + ": " + c.getMessage());
    }
}
