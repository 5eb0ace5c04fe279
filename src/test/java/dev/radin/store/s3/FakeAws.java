package dev.radin.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import dev.radin.store.http.LocalServer;
import java.io.IOException;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/** Where credentials come from: a security token service, an agent of containers, an instance's metadata, a portal to sign on. */
final class FakeAws implements AutoCloseable {

    /** What was asked: the query or the form, and headers by their names in small letters. */
    record Asked(String path, Map<String, String> values, Map<String, String> headers) {}

    private final HttpServer server;
    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private volatile int refusal;
    private volatile int seconds = 3600;

    FakeAws() {
        this(LocalServer.plain());
    }

    /** @param certificates with the key of the server, which then speaks TLS */
    FakeAws(SSLContext certificates) {
        this(LocalServer.secure(certificates));
    }

    private FakeAws(HttpServer server) {
        this.server = server;
        on("/", this::token);
        on("/agent", exchange -> json(exchange, "AGENT"));
        on("/latest/api/token", exchange -> answer(exchange, 200, "metadata-token"));
        on("/latest/meta-data/iam/security-credentials/", exchange -> answer(exchange, 200, "role"));
        on("/latest/meta-data/iam/security-credentials/role", exchange -> json(exchange, "INSTANCE"));
        on("/federation/credentials", this::signedOn);
        server.start();
    }

    private interface Handler {
        void answer(HttpExchange exchange) throws IOException;
    }

    private void on(String path, Handler handler) {
        server.createContext(path, exchange -> {
            try (exchange) {
                Map<String, String> headers = new TreeMap<>();
                exchange.getRequestHeaders()
                        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
                String form = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
                String query = exchange.getRequestURI().getRawQuery();
                asked.add(new Asked(exchange.getRequestURI().getPath(), values(query == null ? form : query), headers));
                if (refusal != 0) {
                    answer(
                            exchange,
                            refusal,
                            "<ErrorResponse><Error><Code>AccessDenied</Code><Message>Not for you</Message></Error>"
                                    + "<RequestId>REQ7</RequestId></ErrorResponse>");
                } else {
                    handler.answer(exchange);
                }
            }
        });
    }

    private static Map<String, String> values(String form) {
        Map<String, String> values = new TreeMap<>();
        for (String pair : form.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.put(
                        URLDecoder.decode(pair.substring(0, equals), UTF_8),
                        URLDecoder.decode(pair.substring(equals + 1), UTF_8));
            }
        }
        return values;
    }

    private void token(HttpExchange exchange) throws IOException {
        String action = asked.get(asked.size() - 1).values().get("Action");
        answer(
                exchange,
                200,
                "<" + action + "Response><" + action + "Result><Credentials><AccessKeyId>" + key("ROLE")
                        + "</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>t</SessionToken><Expiration>"
                        + expiration() + "</Expiration></Credentials></" + action + "Result></" + action + "Response>");
    }

    private void json(HttpExchange exchange, String key) throws IOException {
        answer(
                exchange,
                200,
                "{\"Code\": \"Success\", \"AccessKeyId\": \"" + key(key)
                        + "\", \"SecretAccessKey\": \"s\", \"Token\": \"t\", \"Expiration\": \"" + expiration()
                        + "\"}");
    }

    private void signedOn(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                "{\"roleCredentials\": {\"accessKeyId\": \"" + key("SIGNED-ON")
                        + "\", \"secretAccessKey\": \"s\", \"sessionToken\": \"t\", \"expiration\": "
                        + Instant.now().plusSeconds(seconds).toEpochMilli() + "}}");
    }

    /** Another one with each request. */
    private String key(String name) {
        return name + asked.size();
    }

    private String expiration() {
        return Instant.now()
                .plusSeconds(seconds)
                .truncatedTo(ChronoUnit.SECONDS)
                .toString();
    }

    private static void answer(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    String at(String path) {
        return (server instanceof HttpsServer ? "https" : "http") + "://127.0.0.1:"
                + server.getAddress().getPort() + path;
    }

    List<Asked> asked() {
        return List.copyOf(asked);
    }

    /** What it gives from now on is good for so long. */
    void goodFor(int validSeconds) {
        seconds = validSeconds;
    }

    /** From now on; 0 for no longer. */
    void refuses(int status) {
        refusal = status;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
