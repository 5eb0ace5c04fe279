package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cluster.Eventually;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.protocol.Stage;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One replica of the packaged program after another: nothing is lost between them, and nothing done twice. */
@NeedsKubernetes
class ReplicasIT {

    private static final int PASSES = 6;

    @TempDir
    private Path folder;

    private final SimulatedWorkers workers = new SimulatedWorkers(1);

    @AutoClose
    private final Replicas replicas = Replicas.with(workers);

    private final Sandbox sandbox = replicas.sandbox();

    /** Without waiting for the lease to run out. */
    @Test
    void toldToStopTheLeaderGivesUpTheLeaseAndTheOtherGoesOn() throws Exception {
        Replica leader = makingPasses(Map.of());
        Replica other = standingBy(Map.of());

        try (Holders holders = Holders.watch(sandbox.client(), Sandbox.SYSTEM)) {
            leader.tellToStop();

            assertThat(leader.awaitEnd()).isZero();
            Eventually.until("the other leads", () -> holders.seen().contains(other.name()), () -> "" + holders.seen());
            assertThat(holders.seen()).as("holders; %s", leader.log()).containsExactly(leader.name(), "", other.name());
        }
        workers.letGo();
        sandbox.await("vit", "SoupSelected");
        assertThat(leader.log()).noneMatch(line -> line.contains("\"ERROR\""));
        assertThat(other.log()).noneMatch(line -> line.contains("\"ERROR\""));
        assertThat(workers.passesMade()).isEqualTo(PASSES);
    }

    @Test
    void killedInTheMiddleTheNextOneGoesOn() throws Exception {
        Replica killed = makingPasses(Replicas.WITH_A_SHORT_LEASE);

        killed.kill();
        killed.awaitEnd();
        workers.letGo();
        replicas.start(folder);

        sandbox.await("vit", "SoupSelected");
        assertThat(workers.passesMade()).isEqualTo(PASSES);
    }

    /** The leader is frozen past its lease, as by a long pause of its machine; it must not go on when it wakes. */
    @Test
    void aLeaderThatLostItsLeaseEndsAndTheOtherGoesOn() throws Exception {
        Replica leader = makingPasses(Replicas.WITH_A_SHORT_LEASE);
        Replica other = standingBy(Replicas.WITH_A_SHORT_LEASE);

        leader.signal("STOP");
        workers.letGo();
        sandbox.await("vit", "SoupSelected");
        leader.signal("CONT");

        leader.awaitEnd();
        assertThat(other.isAlive()).isTrue();
        assertThat(workers.passesMade()).isEqualTo(PASSES);
        assertThat(sandbox.get("vit").getStatus().cost.passes).isEqualTo(PASSES);
    }

    /** With a selection whose passes wait for {@link SimulatedWorkers#letGo}. */
    private Replica makingPasses(Map<String, String> settings) throws Exception {
        workers.hold(Stage.extract);
        Replica leader = replicas.start(folder, replicas.kubeconfig(), settings);
        sandbox.create("vit");
        sandbox.await("vit", "MakingPasses");
        return leader;
    }

    private Replica standingBy(Map<String, String> settings) throws Exception {
        Replica other = replicas.start(folder, replicas.kubeconfig(), settings);
        other.awaitReady();
        return other;
    }
}
