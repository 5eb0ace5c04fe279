package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.operator.call.ApiCall;

/** The selection that the tests of trouble create, without any: what it leaves behind, and with how many writes. */
final class UndisturbedRun {

    /** A ConfigMap, five Jobs, four Events, and a status for the start of each stage and for the end. */
    static final int WRITES = 16;

    private static EndState end;

    private UndisturbedRun() {}

    static synchronized EndState end() {
        if (end == null) {
            end = run();
        }
        return end;
    }

    private static EndState run() {
        SimulatedWorkers workers = new SimulatedWorkers(1);
        Wire wire = Wire.whole();
        try (Sandbox sandbox = Sandbox.open(workers).withPatientOperator(wire)) {
            sandbox.create("vit");
            sandbox.await("vit", "SoupSelected");
            assertThat(wire.calls())
                    .filteredOn(ApiCall::writes)
                    .as("writes of an undisturbed run")
                    .hasSize(WRITES);
            return EndState.of(sandbox, workers, "vit");
        }
    }
}
