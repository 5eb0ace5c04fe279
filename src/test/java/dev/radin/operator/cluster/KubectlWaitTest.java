package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cluster.Kubectl;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.fault.Reason;
import dev.radin.protocol.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The documented way to wait for a selection, with the real kubectl: it ends however the selection does. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class KubectlWaitTest {

    private static final String ENDED = "--for=condition=Reconciling=False";
    private static final String SUCCEEDED = "--for=condition=Succeeded";

    private final SimulatedWorkers workers = new SimulatedWorkers(1);

    @AutoClose
    private final Sandbox sandbox = Sandbox.open(workers);

    @Test
    void itIsTheOneThatIsDocumented() throws IOException {
        assertThat(Files.readString(Path.of("docs/operator.md")))
                .contains(
                        "kubectl wait " + ENDED + " soup/vit-b32 --timeout=2h",
                        "kubectl wait " + SUCCEEDED + " soup/vit-b32 --timeout=0");
    }

    /** From before the operator has seen it. */
    @Test
    void aResultEndsIt() {
        sandbox.create("vit");
        CompletableFuture<Kubectl> waiting = CompletableFuture.supplyAsync(() -> await(ENDED, "10m"));
        sandbox.withOperator();

        waiting.join().orFail();

        await(SUCCEEDED, "0").orFail();
    }

    @Test
    void aFailureEndsIt() {
        workers.fail(Stage.inspect, Reason.InputNotFound, "file:///models/a.safetensors: no such file");
        sandbox.withOperator().create("vit");

        await(ENDED, "10m").orFail();

        assertThat(await(SUCCEEDED, "0").exitCode()).isEqualTo(1);
    }

    @Test
    void theEndOfAnEarlierSpecDoesNotEndIt() {
        sandbox.withOperator().create("vit");
        await(ENDED, "10m").orFail();
        sandbox.stopOperator();

        sandbox.edit("vit", r -> r.getSpec().rerunNonce = "again");

        assertThat(await(ENDED, "2s").exitCode()).isEqualTo(1);
    }

    @Test
    void whatIsUnderWayDoesNotEndIt() {
        workers.hold(Stage.inspect);
        sandbox.withOperator().create("vit");
        sandbox.await("vit", "Inspecting");

        assertThat(await(ENDED, "2s").exitCode()).isEqualTo(1);
    }

    private Kubectl await(String condition, String timeout) {
        return sandbox.cluster()
                .kubectl("wait", condition, "soup/vit", "-n", sandbox.namespace(), "--timeout=" + timeout);
    }
}
