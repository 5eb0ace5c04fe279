package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.SoupSelection;
import org.slf4j.MDC;

/** Namespace and name of the selection that a thread is at work on, as fields of every line that it logs. */
final class LogFields implements AutoCloseable {

    private static final String NAMESPACE = "namespace";
    private static final String NAME = "name";

    private LogFields() {}

    static LogFields of(SoupSelection resource) {
        MDC.put(NAMESPACE, resource.getMetadata().getNamespace());
        MDC.put(NAME, resource.getMetadata().getName());
        return new LogFields();
    }

    @Override
    public void close() {
        MDC.remove(NAMESPACE);
        MDC.remove(NAME);
    }
}
