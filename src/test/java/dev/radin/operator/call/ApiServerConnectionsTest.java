package dev.radin.operator.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import dev.radin.store.http.OwnAuthority;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.api.model.ConfigMapListBuilder;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a server that leaves the choice of the cipher to the client, as kube-apiserver does, and compresses lists if asked. */
class ApiServerConnectionsTest {

    private static final ConfigMapList LIST = new ConfigMapListBuilder()
            .withNewMetadata()
            .endMetadata()
            .withItems(IntStream.range(0, 2000)
                    .mapToObj(i -> new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName("one-" + i)
                            .endMetadata()
                            .build())
                    .toList())
            .build();

    @TempDir
    private Path folder;

    private final ConcurrentLinkedQueue<String> ciphers = new ConcurrentLinkedQueue<>();
    private final ConcurrentLinkedQueue<Boolean> compressed = new ConcurrentLinkedQueue<>();
    private OwnAuthority authority;
    private HttpsServer server;

    @BeforeEach
    void start() throws Exception {
        authority = OwnAuthority.in(folder);
        server = HttpsServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", this::answer);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void prefersTheCipherThatNeedsNoInstructionsOfTheProcessor() {
        assertThat(list("TLS_AES_256_GCM_SHA384", "TLS_AES_128_GCM_SHA256", "TLS_CHACHA20_POLY1305_SHA256"))
                .isEqualTo(LIST.getItems());

        assertThat(ciphers).containsExactly("TLS_CHACHA20_POLY1305_SHA256");
    }

    @Test
    void takesAesWhereAServerHasNothingElse() {
        assertThat(list("TLS_AES_256_GCM_SHA384")).isEqualTo(LIST.getItems());

        assertThat(ciphers).containsExactly("TLS_AES_256_GCM_SHA384");
    }

    @Test
    void speaksTls12() {
        assertThat(list("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")).isEqualTo(LIST.getItems());

        assertThat(ciphers).containsExactly("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256");
    }

    @Test
    void readsListsCompressed() {
        assertThat(list("TLS_CHACHA20_POLY1305_SHA256")).isEqualTo(LIST.getItems());

        assertThat(compressed).containsExactly(true);
    }

    private List<ConfigMap> list(String... supported) {
        server.setHttpsConfigurator(new HttpsConfigurator(authority.server()) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters ssl = authority.server().getDefaultSSLParameters();
                ssl.setCipherSuites(supported);
                ssl.setUseCipherSuitesOrder(false);
                parameters.setSSLParameters(ssl);
            }
        });
        server.start();
        KubernetesClientBuilder builder = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(io.fabric8.kubernetes.client.Config.empty())
                        .withMasterUrl(
                                "https://127.0.0.1:" + server.getAddress().getPort())
                        .withCaCertFile(authority.pem().toString())
                        .withRequestRetryBackoffLimit(0)
                        .build())
                .withHttpClientFactory(ApiServerConnections.factory());
        try (KubernetesClient client = builder.build()) {
            return client.configMaps().inNamespace("team").list().getItems();
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        ciphers.add(((HttpsExchange) exchange).getSSLSession().getCipherSuite());
        String accepted = exchange.getRequestHeaders().getFirst("Accept-Encoding");
        boolean gzip = accepted != null && accepted.contains("gzip");
        compressed.add(gzip);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        if (gzip) {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
        }
        exchange.sendResponseHeaders(200, 0);
        OutputStream body = exchange.getResponseBody();
        try (OutputStream out = gzip ? new GZIPOutputStream(body) : body) {
            out.write(Serialization.asJson(LIST).getBytes(StandardCharsets.UTF_8));
        }
    }
}
