package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cluster.NeedsKubernetes;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Kills the operator before and after each of its writes, starts another, and compares what is left with an undisturbed
 * run: the same status, Events and Jobs, and every pass made exactly once. Every other time with a sidecar in each pod, or
 * each time both without and with one: {@code mvn test -Dtest=CrashMatrixTest -Dradin.crashes=all}.
 */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class CrashMatrixTest {

    private static final List<String> PODS = List.of("alone", "beside a sidecar");
    private static final boolean ALL = "all".equals(System.getProperty("radin.crashes"));

    static Stream<Arguments> everyWrite() {
        return IntStream.rangeClosed(1, UndisturbedRun.WRITES).boxed().flatMap(write -> Stream.of("before", "after")
                .flatMap(when -> pods(write, when).map(pods -> Arguments.of(write, when, pods))));
    }

    private static Stream<String> pods(int write, String when) {
        return ALL ? PODS.stream() : Stream.of(PODS.get((write + (when.equals("before") ? 0 : 1)) % 2));
    }

    @ParameterizedTest(name = "killed {1} write {0}, workers {2}")
    @MethodSource("everyWrite")
    void theEndIsAsIfNothingHadHappened(int write, String when, String pods) {
        SimulatedWorkers workers = new SimulatedWorkers(1);
        Wire wire = when.equals("before") ? Wire.cutBefore(write) : Wire.cutAfter(write);
        try (Sandbox sandbox = Sandbox.open(workers).withPatientOperator(wire)) {
            if (!pods.equals("alone")) {
                Sidecars.injectInto(sandbox);
            }
            sandbox.create("vit");
            sandbox.until("vit", "the operator is killed", wire::isCut);
            sandbox.stopOperator();

            sandbox.withOperator();
            sandbox.await("vit", "SoupSelected");

            EndState end = EndState.of(sandbox, workers, "vit");
            assertThat(end).isEqualTo(UndisturbedRun.end());
            assertThat(end.unfinished()).isEqualTo(List.of());
        }
    }
}
