package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.api.model.Condition;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** One line for each state that a selection comes to, with its namespace, name and state as fields. */
final class StateLog {

    private static final Logger LOG = LoggerFactory.getLogger("dev.radin.operator");
    private static final List<String> FIELDS = List.of("namespace", "name", "stage");

    private StateLog() {}

    static void write(SoupSelection resource, SoupSelectionStatus status) {
        Condition ready = ConditionQueries.ready(status);
        MDC.put("namespace", resource.getMetadata().getNamespace());
        MDC.put("name", resource.getMetadata().getName());
        MDC.put("stage", ready.getReason());
        try {
            LOG.info("{}: {}", ready.getReason(), ready.getMessage());
        } finally {
            FIELDS.forEach(MDC::remove);
        }
    }
}
