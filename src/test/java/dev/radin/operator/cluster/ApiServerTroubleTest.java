package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cluster.ClusterBinaries;
import dev.radin.cluster.ControlPlane;
import dev.radin.cluster.FakeNode;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.call.ApiCall;
import dev.radin.protocol.Stage;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** An API server that is in the way: it disagrees, is slow, or goes away for a while. The end is as if it had not been. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class ApiServerTroubleTest {

    private final SimulatedWorkers workers = new SimulatedWorkers(1);

    @TempDir
    private Path folder;

    @Test
    void aConflictOnEveryStatusUpdateForAWhile() {
        try (Sandbox sandbox = Sandbox.open(workers)) {
            AtomicInteger conflicts = new AtomicInteger();
            sandbox.withOperator(beforeStatusUpdates(() -> {
                if (conflicts.incrementAndGet() <= 5) {
                    sandbox.edit("vit", r -> r.getMetadata().setLabels(Map.of("conflict", "n" + conflicts.get())));
                }
            }));

            sandbox.create("vit");
            sandbox.await("vit", "SoupSelected");

            assertThat(conflicts.get()).isGreaterThan(5);
            assertThat(EndState.of(sandbox, workers, "vit")).isEqualTo(UndisturbedRun.end());
        }
    }

    @Test
    void aSlowApiServer() {
        try (Sandbox sandbox = Sandbox.open(workers)) {
            sandbox.withOperator(
                    before(() -> LockSupport.parkNanos(Duration.ofMillis(300).toNanos())));

            sandbox.create("vit");
            sandbox.await("vit", "SoupSelected");

            assertThat(EndState.of(sandbox, workers, "vit")).isEqualTo(UndisturbedRun.end());
        }
    }

    @Test
    void anApiServerThatThrottles() {
        try (Sandbox sandbox = Sandbox.open(workers).withOperator()) {
            workers.hold(Stage.extract);
            sandbox.create("vit");
            sandbox.await("vit", "MakingPasses");

            try (Throttling throttling = Throttling.of(sandbox)) {
                workers.letGo();
                throttling.awaitRejected(10);
            }

            sandbox.await("vit", "SoupSelected");
            assertThat(EndState.of(sandbox, workers, "vit")).isEqualTo(UndisturbedRun.end());
        }
    }

    @Test
    void anApiServerThatIsRestarted() {
        try (ControlPlane cluster = ControlPlane.start(ClusterBinaries.newest(), folder)
                        .withControllers()
                        .withScheduler();
                Sandbox sandbox = onOwn(cluster).withOperator()) {
            workers.hold(Stage.extract);
            sandbox.create("vit");
            sandbox.await("vit", "MakingPasses");
            // A pod whose creation the Job controller did not hear of is made twice, and one of the two finds cached
            // passes.
            sandbox.until("vit", "its pods run", () -> isReady(sandbox));

            cluster.stopApiServer();
            workers.letGo();
            cluster.startApiServer();

            sandbox.await("vit", "SoupSelected");
            assertThat(EndState.of(sandbox, workers, "vit")).isEqualTo(UndisturbedRun.end());
        }
    }

    /** As it does after five to ten minutes, and here after a second. */
    @Test
    void anApiServerThatClosesWatches() {
        try (Sandbox sandbox = Sandbox.open(workers)) {
            AtomicInteger watches = new AtomicInteger();
            sandbox.withOperator(endingWatches(watches));
            workers.take(Duration.ofSeconds(1));
            workers.hold(Stage.publish);

            sandbox.create("vit");
            sandbox.until("vit", "watches of three kinds were closed, again and again", () -> watches.get() > 9);
            workers.letGo();
            sandbox.await("vit", "SoupSelected");

            assertThat(EndState.of(sandbox, workers, "vit")).isEqualTo(UndisturbedRun.end());
        }
    }

    @Test
    void anApiServerThatShowsNoPodsAnyMore() {
        whileBlind("pods", "secrets", "PodsNotSeen");
    }

    @Test
    void anApiServerThatShowsNoJobsAnyMore() {
        whileBlind("jobs", "cronjobs", "JobNotSeen");
    }

    /** Its role was changed while it ran, and its watch has come to its end. */
    private void whileBlind(String kind, String forbidden, String reason) {
        try (Sandbox sandbox = Sandbox.open(workers)) {
            AtomicBoolean blind = new AtomicBoolean();
            AtomicInteger refused = new AtomicInteger();
            sandbox.withOperator(hiding(kind, forbidden, blind, refused));
            workers.hold(Stage.extract);
            sandbox.create("vit");
            sandbox.await("vit", "MakingPasses");
            sandbox.until("vit", "its pods run", () -> isReady(sandbox));

            blind.set(true);
            sandbox.until("vit", "the watch that still saw " + kind + " has ended", () -> refused.get() > 0);
            workers.letGo();
            SoupSelection told = sandbox.await("vit", reason);
            blind.set(false);

            assertThat(Sandbox.message(told)).contains("deploy/rbac.yaml");
            sandbox.await("vit", "SoupSelected");
            assertThat(workers.passesMade()).isEqualTo(6);
        }
    }

    private static boolean isReady(Sandbox sandbox) {
        List<Job> jobs = sandbox.jobs("vit");
        return Integer.valueOf(2).equals(jobs.get(jobs.size() - 1).getStatus().getReady());
    }

    /** Watches of the kind end after a second, and while {@code blind} ask for one that the role does not hold. */
    private static Interceptor hiding(String kind, String forbidden, AtomicBoolean blind, AtomicInteger refused) {
        return new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                if (request.method().equals("GET") && request.uri().getPath().endsWith("/" + kind)) {
                    String uri = request.uri().toString().replaceFirst("timeoutSeconds=\\d+", "timeoutSeconds=1");
                    if (blind.get()) {
                        uri = uri.replaceFirst("/" + kind, "/" + forbidden);
                        refused.incrementAndGet();
                    }
                    builder.uri(URI.create(uri));
                }
            }
        };
    }

    private Sandbox onOwn(ControlPlane cluster) {
        return Sandbox.on(
                cluster,
                FakeNode.on(cluster)
                        .withProgram(workers)
                        .withCapacity("nvidia.com/gpu", "8")
                        .start());
    }

    private static Interceptor endingWatches(AtomicInteger watches) {
        return new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                if ("watch".equals(ApiCall.of(request).verb())) {
                    watches.incrementAndGet();
                    builder.uri(URI.create(
                            request.uri().toString().replaceFirst("timeoutSeconds=\\d+", "timeoutSeconds=1")));
                }
            }
        };
    }

    private static Interceptor beforeStatusUpdates(Runnable interfere) {
        return new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                if (isStatusUpdate(ApiCall.of(request))) {
                    interfere.run();
                }
            }
        };
    }

    private static boolean isStatusUpdate(ApiCall call) {
        return call.writes() && call.resource().equals("soupselections/status");
    }

    private static Interceptor before(Runnable interfere) {
        return new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                interfere.run();
            }
        };
    }
}
