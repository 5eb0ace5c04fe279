package dev.radin.store.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web server of this machine that gives files by ranges and tags, and fails as it is told. */
public final class FileServer implements AutoCloseable {

    /** What is done instead of an answer. */
    public interface Fault {
        void answer(HttpExchange exchange) throws IOException;
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();
    private final Deque<Fault> faults = new ArrayDeque<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile boolean ranges = true;
    private volatile boolean heads = true;
    private volatile boolean tags = true;

    public FileServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    public String at(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    public FileServer with(String path, byte[] content) {
        files.put(path, content);
        return this;
    }

    public FileServer withoutRanges() {
        ranges = false;
        return this;
    }

    public FileServer withoutHead() {
        heads = false;
        return this;
    }

    public FileServer withoutTags() {
        tags = false;
        return this;
    }

    /** For the next requests, one each. */
    public FileServer failing(Fault... next) {
        synchronized (faults) {
            faults.addAll(List.of(next));
        }
        return this;
    }

    /** As {@code GET /a bytes=0-1}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    public static Fault status(int status, String... headers) {
        return exchange -> {
            begin(exchange, headers);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    public static Fault xml(int status, String body, String... headers) {
        return exchange -> {
            begin(exchange, headers);
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        };
    }

    private static void begin(HttpExchange exchange, String... headers) {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
        }
    }

    /** Hangs up without a word. */
    public static Fault hangUp() {
        return HttpExchange::close;
    }

    /** As if nothing were wrong. */
    public Fault asUsual() {
        return exchange -> send(exchange, Integer.MAX_VALUE);
    }

    /** Sends so much of the answer, then hangs up. */
    public Fault cut(int bytes) {
        return exchange -> send(exchange, bytes);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            WholeRequest.read(exchange);
            String range = exchange.getRequestHeaders().getFirst("Range");
            requests.add(exchange.getRequestMethod() + " "
                    + exchange.getRequestURI().getRawPath() + (range == null ? "" : " " + range));
            Fault fault;
            synchronized (faults) {
                fault = faults.poll();
            }
            if (fault == null) {
                send(exchange, Integer.MAX_VALUE);
            } else {
                fault.answer(exchange);
            }
        }
    }

    private void send(HttpExchange exchange, int most) throws IOException {
        byte[] content = files.get(exchange.getRequestURI().getPath());
        if (exchange.getRequestMethod().equals("HEAD") && !heads) {
            exchange.sendResponseHeaders(405, -1);
            return;
        }
        if (content == null) {
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        String tag = "\"" + Arrays.hashCode(content) + "\"";
        String asked = exchange.getRequestHeaders().getFirst("If-Match");
        if (tags && asked != null && !asked.equals(tag)) {
            exchange.sendResponseHeaders(412, -1);
            return;
        }
        if (tags) {
            exchange.getResponseHeaders().set("ETag", tag);
        }
        exchange.getResponseHeaders().set("Last-Modified", "Sat, 28 Nov 2026 10:00:00 GMT");
        Ranged.send(exchange, content, ranges ? exchange.getRequestHeaders().getFirst("Range") : null, most);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
