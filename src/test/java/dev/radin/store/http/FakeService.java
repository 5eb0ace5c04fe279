package dev.radin.store.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.radin.store.http.FileServer.Fault;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A service of this machine that answers as a cloud's does, and fails as it is told. */
public abstract class FakeService implements AutoCloseable {

    private static final ThreadLocal<Boolean> LOST = new ThreadLocal<>();

    private final HttpServer server;
    private final String protocol;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** @param authority null to speak in plain text */
    protected FakeService(OwnAuthority authority) {
        server = LocalServer.by(authority);
        protocol = authority == null ? "http" : "https";
        server.setExecutor(threads);
        server.createContext("/", this::take);
        server.start();
    }

    protected abstract void answer(HttpExchange exchange) throws IOException;

    /** Without a slash at its end. */
    public String endpoint() {
        return protocol + "://" + host();
    }

    public String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** For the next requests, one each; null for the usual answer. */
    public void failing(Fault... next) {
        synchronized (faults) {
            for (Fault fault : next) {
                faults.add(fault == null ? this::answer : fault);
            }
        }
    }

    /** Does what is asked, and hangs up without a word. */
    public Fault lost() {
        return exchange -> {
            LOST.set(true);
            try {
                answer(exchange);
            } finally {
                LOST.remove();
            }
        };
    }

    /** Method and path with the query, as sent. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            WholeRequest.read(exchange);
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            Fault fault;
            synchronized (faults) {
                fault = faults.poll();
            }
            if (fault == null) {
                answer(exchange);
            } else {
                fault.answer(exchange);
            }
        } catch (RuntimeException e) {
            e.printStackTrace();
            throw e;
        }
    }

    /** Values by their names, without escapes. */
    public static Map<String, String> values(String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&")) {
            int equals = pair.indexOf('=');
            values.put(
                    decoded(equals < 0 ? pair : pair.substring(0, equals)),
                    equals < 0 ? "" : decoded(pair.substring(equals + 1)));
        }
        return values;
    }

    /** The names right below a prefix, and once each the folders there, with a slash at the end. */
    protected static NavigableSet<String> below(String prefix, NavigableSet<String> names) {
        NavigableSet<String> found = new TreeSet<>();
        for (String name : names.tailSet(prefix, true)) {
            if (name.startsWith(prefix)) {
                int slash = name.indexOf('/', prefix.length());
                found.add(slash < 0 ? name : name.substring(0, slash + 1));
            }
        }
        return found;
    }

    /** Of a path, in which + is itself. */
    protected static String plain(String escaped) {
        return decoded(escaped.replace("+", "%2B"));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    public static void send(HttpExchange exchange, int status, String body) throws IOException {
        if (LOST.get() != null) {
            return;
        }
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
