package dev.radin.operator.cluster;

import dev.radin.cluster.Eventually;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaBuilder;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PriorityLevelConfiguration;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PriorityLevelConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.RequestConfigBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/**
 * While it is open, the API server's own flow control answers 429 to whatever the operator asks about a sandbox: its calls
 * share one seat, and somebody sits on it, with a request whose body does not end.
 */
final class Throttling implements AutoCloseable {

    /** Before every schema that a cluster comes with, but the one that exempts administrators. */
    private static final int PRECEDENCE = 2;

    private final KubernetesClient client;
    private final PriorityLevelConfiguration level;
    private final FlowSchema schema;
    private final HttpClient line;
    private final URI configMaps;
    private EndlessBody body = new EndlessBody();
    private CompletableFuture<?> seat = CompletableFuture.completedFuture(null);

    private Throttling(Sandbox sandbox) {
        String namespace = sandbox.namespace();
        KubernetesClient operator = sandbox.cluster().clientAs(Sandbox.SYSTEM, Sandbox.OPERATOR);
        this.client = sandbox.client();
        // A body cannot be sent again.
        this.line = operator.getHttpClient()
                .newBuilder()
                .tag(new RequestConfigBuilder().withRequestRetryBackoffLimit(0).build())
                .build();
        this.configMaps = URI.create(operator.getMasterUrl() + "api/v1/namespaces/" + namespace + "/configmaps");
        this.level = new PriorityLevelConfigurationBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .withNewSpec()
                .withType("Limited")
                .withNewLimited()
                // Which leaves one seat, as somebody must get on; borrowing would add what other levels have to spare.
                .withNominalConcurrencyShares(0)
                .withBorrowingLimitPercent(0)
                .withNewLimitResponse()
                .withType("Reject")
                .endLimitResponse()
                .endLimited()
                .endSpec()
                .build();
        this.schema = new FlowSchemaBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .withNewSpec()
                .withMatchingPrecedence(PRECEDENCE)
                .withNewPriorityLevelConfiguration(namespace)
                .addNewRule()
                .addNewSubject()
                .withKind("ServiceAccount")
                .withNewServiceAccount(Sandbox.OPERATOR, Sandbox.SYSTEM)
                .endSubject()
                .addNewResourceRule()
                .withVerbs("*")
                .withApiGroups("*")
                .withResources("*")
                .withNamespaces(namespace)
                .endResourceRule()
                .endRule()
                .endSpec()
                .build();
    }

    static Throttling of(Sandbox sandbox) {
        Throttling throttling = new Throttling(sandbox);
        sandbox.client().resource(throttling.level).create();
        sandbox.client().resource(throttling.schema).create();
        // The API server takes up a schema when it sees it; until then a request sits elsewhere.
        Eventually.until(
                "the API server goes by the schema",
                () -> {
                    throttling.look();
                    return throttling.count("dispatched") > 0;
                },
                throttling::toString);
        throttling.sit();
        return throttling;
    }

    private void look() {
        line.sendAsync(line.newHttpRequestBuilder().uri(configMaps).build(), String.class)
                .join();
    }

    private void sit() {
        body = new EndlessBody();
        seat = line.sendAsync(
                line.newHttpRequestBuilder()
                        .uri(configMaps)
                        .post("application/json", body, EndlessBody.ANNOUNCED)
                        .build(),
                String.class);
    }

    /** Waits until it has refused so many calls, as the API server counts them. */
    void awaitRejected(long calls) {
        Eventually.until(
                "calls were rejected",
                () -> {
                    // Somebody else may have been there first, and after a minute an API server gives up on a request.
                    if (seat.isDone()) {
                        body.end();
                        sit();
                    }
                    return count("rejected") >= calls;
                },
                this::toString);
    }

    private long count(String what) {
        return client.raw("/metrics")
                .lines()
                .filter(line -> line.startsWith("apiserver_flowcontrol_" + what + "_requests_total{")
                        && line.contains("flow_schema=\"" + schema.getMetadata().getName() + "\""))
                .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    @Override
    public String toString() {
        return count("rejected") + " calls rejected, " + count("dispatched") + " let through";
    }

    @Override
    public void close() {
        body.end();
        client.resource(schema).delete();
        client.resource(level).delete();
    }

    private static final class EndlessBody extends InputStream {

        private static final long ANNOUNCED = 1_000;

        private final CountDownLatch ended = new CountDownLatch(1);
        private boolean begun;

        void end() {
            ended.countDown();
        }

        @Override
        public int read() throws IOException {
            if (!begun) {
                begun = true;
                return '{';
            }
            try {
                ended.await();
            } catch (InterruptedException e) {
                throw new InterruptedIOException();
            }
            throw new IOException("ended by the test");
        }

        /** No more than has come: the request is under way once its first byte is. */
        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            bytes[offset] = (byte) read();
            return 1;
        }
    }
}
