package dev.radin.operator.cluster;

import dev.radin.cluster.Eventually;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchema;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.FlowSchemaBuilder;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PriorityLevelConfiguration;
import io.fabric8.kubernetes.api.model.flowcontrol.v1.PriorityLevelConfigurationBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
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
    private final EndlessBody body = new EndlessBody();

    private Throttling(KubernetesClient client, String namespace) {
        this.client = client;
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
        Throttling throttling = new Throttling(sandbox.client(), sandbox.namespace());
        sandbox.client().resource(throttling.level).create();
        sandbox.client().resource(throttling.schema).create();
        KubernetesClient operator = sandbox.cluster().clientAs(Sandbox.SYSTEM, Sandbox.OPERATOR);
        HttpClient line = operator.getHttpClient();
        URI configMaps =
                URI.create(operator.getMasterUrl() + "api/v1/namespaces/" + sandbox.namespace() + "/configmaps");
        // The API server takes up a schema when it sees it; until then a request sits elsewhere.
        Eventually.until(
                "the API server goes by the schema",
                () -> {
                    line.sendAsync(line.newHttpRequestBuilder().uri(configMaps).build(), String.class)
                            .join();
                    return throttling.count("dispatched") > 0;
                },
                throttling::toString);
        line.sendAsync(
                line.newHttpRequestBuilder()
                        .uri(configMaps)
                        .post("application/json", throttling.body, EndlessBody.ANNOUNCED)
                        .build(),
                String.class);
        return throttling;
    }

    /** How many calls it refused so far, as the API server counts them. */
    long rejected() {
        return count("rejected");
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
        return rejected() + " calls rejected";
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
