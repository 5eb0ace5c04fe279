package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.api.model.Condition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One line for each state that a selection comes to, with the state's word as a field. */
final class StateLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.radin.operator");

    private StateLog() {}

    static void write(SoupSelectionStatus status) {
        Condition ready = ConditionQueries.ready(status);
        MDC.MDCCloseable field = MDC.putCloseable("stage", ready.getReason());
        try (field) {
            LOG.info("{}: {}", ready.getReason(), ready.getMessage());
        }
    }
}
