package dev.radin.operator.metric;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Whether this replica does the work, or stands by for the one that does. */
public final class Leadership {

    private volatile boolean leads;

    /** @param leads whether it does from the start, as it does without an election */
    public Leadership(boolean leads, MeterRegistry registry) {
        this.leads = leads;
        Gauge.builder("radin.leader", () -> this.leads ? 1 : 0)
                .description("1 where this replica leads, 0 where it stands by")
                .register(registry);
    }

    public void won() {
        leads = true;
    }
}
