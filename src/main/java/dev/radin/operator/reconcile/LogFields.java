package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.protocol.Stage;
import java.util.function.Supplier;
import org.slf4j.MDC;

/** What a thread is at work on, as fields of every line that it logs meanwhile. */
final class LogFields implements AutoCloseable {

    private static final String NAMESPACE = "namespace";
    private static final String NAME = "name";

    private LogFields() {}

    static LogFields of(SoupSelection resource) {
        MDC.put(NAMESPACE, resource.getMetadata().getNamespace());
        MDC.put(NAME, resource.getMetadata().getName());
        return new LogFields();
    }

    /** For work on a Job of the stage. */
    static <T> T with(Stage stage, Supplier<T> work) {
        MDC.MDCCloseable field = MDC.putCloseable("stage", stage.name());
        try (field) {
            return work.get();
        }
    }

    static void with(Stage stage, Runnable work) {
        with(stage, () -> {
            work.run();
            return null;
        });
    }

    @Override
    public void close() {
        MDC.remove(NAMESPACE);
        MDC.remove(NAME);
    }
}
