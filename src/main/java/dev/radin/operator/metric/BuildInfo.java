package dev.radin.operator.metric;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** Which version runs, as the label of a gauge that is always 1: to be joined with other metrics. */
public final class BuildInfo {

    private BuildInfo() {}

    public static void show(String version, MeterRegistry registry) {
        Gauge.builder("radin.build.info", () -> 1)
                .description("Always 1; the version is a label")
                .tag("version", version)
                .register(registry);
    }
}
