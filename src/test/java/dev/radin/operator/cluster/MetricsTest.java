package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.radin.cluster.NeedsKubernetes;
import dev.radin.fault.Reason;
import dev.radin.protocol.Stage;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What dashboards are built on. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class MetricsTest {

    private final SimulatedWorkers workers = new SimulatedWorkers(1);

    @AutoClose
    private final Sandbox sandbox = Sandbox.open(workers).withOperator();

    @Test
    void theyTellWhatASelectionCostAndGave() {
        sandbox.create("vit");
        sandbox.await("vit", "SoupSelected");
        sandbox.awaitCounted("vit");
        // States are counted in the cache, which hears of a status after it was written.
        sandbox.until("vit", "its state is counted", () -> inState("SoupSelected") == 1);

        MeterRegistry registry = sandbox.registry();
        assertThat(count("radin.results")).isOne();
        assertThat(registry.get("radin.passes").tag("outcome", "made").counter().count())
                .isEqualTo(workers.passesMade());
        assertThat(registry.get("radin.stage.duration")
                        .tag("stage", "extract")
                        .tag("outcome", "succeeded")
                        .timer()
                        .count())
                .isOne();
        assertThat(registry.get("radin.gain.basis.points").summary().totalAmount())
                .isCloseTo(200, within(1e-9));
        assertThat(registry.get("radin.estimate.concordance.percent")
                        .tag("strategy", "Auto")
                        .summary()
                        .mean())
                .isCloseTo(90, within(1e-9));
        assertThat(registry.get("radin.reconcile.duration").timer().count()).isPositive();
        assertThat(registry.get("radin.selections")
                        .tag("state", "SoupSelected")
                        .tag("phase", "done")
                        .gauge()
                        .value())
                .isOne();
        assertThat(callsOf(registry, "create", "jobs", "2xx")).isEqualTo(5);
        assertThat(callsOf(registry, "watch", "pods", "1xx")).isPositive();
        assertThat(registry.get("radin.leader").gauge().value()).isOne();
        sandbox.until("vit", "nothing waits", () -> reconciliations("waiting") + reconciliations("running") == 0);
        assertThat(registry.getMeters())
                .flatExtracting(meter -> meter.getId().getTags())
                .extracting(Tag::getValue)
                .doesNotContain("vit", sandbox.namespace());
    }

    @Test
    void aDeletedSelectionIsNotCountedAnyMore() {
        workers.fail(Stage.inspect, Reason.InputNotFound, "gone");
        sandbox.create("vit");
        sandbox.await("vit", "InputNotFound");
        sandbox.until("vit", "it is counted", () -> inState("InputNotFound") == 1);

        sandbox.delete("vit");

        sandbox.until("vit", "it is not counted", () -> inState("InputNotFound") == 0);
    }

    @Test
    void aRestartForgetsNoState() {
        workers.fail(Stage.inspect, Reason.InputNotFound, "gone");
        sandbox.create("vit");
        sandbox.await("vit", "InputNotFound");

        sandbox.stopOperator();
        sandbox.registry().clear();
        sandbox.withOperator();

        sandbox.until("vit", "it is counted as stalled", () -> inPhase("stalled") == 1);
    }

    @Test
    void aStageThatRunsIsSeenToGrowOlder() {
        workers.hold(Stage.extract);
        sandbox.create("vit");
        sandbox.await("vit", "MakingPasses");

        sandbox.until("vit", "it has run for more than a second", () -> running("extract") > 1);
        assertThat(running("inspect")).as("that of the stage that has ended").isZero();

        workers.letGo();
        sandbox.await("vit", "SoupSelected");
        sandbox.until("vit", "nothing runs", () -> running("extract") == 0);
    }

    private static double callsOf(MeterRegistry registry, String verb, String resource, String code) {
        return registry.get("radin.api.calls")
                .tag("verb", verb)
                .tag("resource", resource)
                .tag("code", code)
                .counter()
                .count();
    }

    private double reconciliations(String state) {
        return sandbox.registry()
                .get("radin.reconciliations")
                .tag("state", state)
                .gauge()
                .value();
    }

    private double running(String stage) {
        return sandbox.registry()
                .get("radin.stage.running.seconds")
                .tag("stage", stage)
                .gauge()
                .value();
    }

    private double inState(String state) {
        return selections("state", state);
    }

    private double inPhase(String phase) {
        return selections("phase", phase);
    }

    private double selections(String label, String value) {
        return sandbox.registry().find("radin.selections").tag(label, value).gauges().stream()
                .mapToDouble(gauge -> gauge.value())
                .sum();
    }

    private double count(String name) {
        return sandbox.registry().find(name).meters().stream()
                .map(Meter::measure)
                .mapToDouble(measurements -> measurements.iterator().next().getValue())
                .sum();
    }
}
