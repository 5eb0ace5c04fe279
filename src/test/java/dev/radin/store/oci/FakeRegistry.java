package dev.radin.store.oci;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.radin.protocol.Hash;
import dev.radin.store.http.LocalServer;
import dev.radin.store.http.OwnAuthority;
import dev.radin.store.http.Ranged;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A registry that gives manifests and parts of layers to those who fetched a token, to anybody from repositories whose name
 * begins with {@code open}. {@code dev/check-registries} holds a real one to the same contract.
 */
final class FakeRegistry implements Registry, AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> manifests = new ConcurrentHashMap<>();
    private final Map<String, byte[]> layers = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile String token = "t0";
    private volatile String realm;

    FakeRegistry() {
        this(null);
    }

    /** @param authority null to speak in plain text */
    FakeRegistry(OwnAuthority authority) {
        server = LocalServer.by(authority);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    @Override
    public String name() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    @Override
    public Map<String, Object> layer(String mediaType, byte[] content, Map<String, String> annotations) {
        String digest = "sha256:" + Hash.sha256(content);
        layers.put(digest, content);
        return Map.of("mediaType", mediaType, "digest", digest, "size", content.length, "annotations", annotations);
    }

    /** Has another content of the same length under the digest of this one. */
    void damage(byte[] content) {
        byte[] other = content.clone();
        other[other.length / 2] ^= 1;
        layers.put("sha256:" + Hash.sha256(content), other);
    }

    @Override
    public String put(String repository, String tag, Map<String, Object> manifest) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(manifest);
        String digest = "sha256:" + Hash.sha256(bytes);
        manifests.put("/v2/" + repository + "/manifests/" + tag, bytes);
        manifests.put("/v2/" + repository + "/manifests/" + digest, bytes);
        return digest;
    }

    /** All tokens that were given are good for nothing now. */
    void expire() {
        token = token + "0";
    }

    /** Sends for tokens to another server. */
    void givesTokensAt(String url) {
        realm = url;
    }

    List<String> requests() {
        return List.copyOf(requests);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(path + (range == null ? "" : " " + range));
            String shown = exchange.getRequestHeaders().getFirst("Authorization");
            if (path.equals("/token")) {
                token(exchange, shown);
            } else if (!path.startsWith("/v2/open") && !("Bearer " + token).equals(shown)) {
                exchange.getResponseHeaders()
                        .set(
                                "WWW-Authenticate",
                                "Bearer realm=\"" + (realm == null ? "http://" + name() + "/token" : realm)
                                        + "\",service=\"registry\",scope=\"repository:x:pull\"");
                exchange.sendResponseHeaders(401, -1);
            } else {
                byte[] bytes =
                        path.contains("/manifests/") ? manifests.get(path) : layers.get(path.replaceAll(".*/", ""));
                give(exchange, bytes);
            }
        }
    }

    private void token(HttpExchange exchange, String shown) throws IOException {
        String login = "Basic " + Base64.getEncoder().encodeToString(LOGIN.getBytes(StandardCharsets.UTF_8));
        if (!"service=registry&scope=repository:x:pull"
                        .equals(exchange.getRequestURI().getQuery())
                || !login.equals(shown)) {
            exchange.sendResponseHeaders(401, -1);
            return;
        }
        give(exchange, JSON.writeValueAsBytes(Map.of("token", token)));
    }

    private static void give(HttpExchange exchange, byte[] bytes) throws IOException {
        if (bytes == null) {
            exchange.sendResponseHeaders(404, -1);
        } else {
            Ranged.send(exchange, bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
