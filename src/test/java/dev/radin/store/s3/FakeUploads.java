package dev.radin.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A bucket in which one object is uploaded, of which the second part may be refused. */
final class FakeUploads implements AutoCloseable {

    private static final Pattern NUMBER = Pattern.compile("partNumber=(\\d+)");
    private static final Pattern PART = Pattern.compile("<PartNumber>(\\d+)</PartNumber><ETag>\"tag(\\d+)\"</ETag>");

    private final HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final int second;
    private final Map<Integer, byte[]> parts = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private volatile byte[] object;

    /** @param second the status that the second part is answered with */
    FakeUploads(int second) throws IOException {
        this.second = second;
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange);
            }
        });
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getRawQuery();
        byte[] body = exchange.getRequestBody().readAllBytes();
        switch (exchange.getRequestMethod()) {
            case "PUT" -> put(exchange, query, body);
            case "POST" -> {
                if (query.startsWith("uploads")) {
                    send(exchange, 200, "<Result><UploadId>id</UploadId></Result>");
                } else {
                    requests.add("POST complete");
                    complete(new String(body, UTF_8));
                    send(exchange, 200, "<Result/>");
                }
            }
            case "DELETE" -> {
                requests.add("DELETE");
                exchange.sendResponseHeaders(204, -1);
            }
            default -> send(exchange, 404, "<Error><Code>NoSuchKey</Code></Error>");
        }
    }

    private void put(HttpExchange exchange, String query, byte[] body) throws IOException {
        Matcher number = NUMBER.matcher(query);
        if (!number.find()) {
            throw new IOException("no part: " + query);
        }
        requests.add("PUT " + number.group(1));
        int status = number.group(1).equals("2") ? second : 200;
        parts.put(Integer.parseInt(number.group(1)), body);
        exchange.getResponseHeaders().set("ETag", "\"tag" + number.group(1) + "\"");
        send(exchange, status, status == 200 ? "" : "<Error><Code>AccessDenied</Code></Error>");
    }

    private void complete(String asked) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        int last = 0;
        for (Matcher part = PART.matcher(asked); part.find(); ) {
            last++;
            if (Integer.parseInt(part.group(1)) != last || Integer.parseInt(part.group(2)) != last) {
                throw new IllegalStateException("out of order: " + asked);
            }
            whole.writeBytes(parts.get(last));
        }
        object = whole.toByteArray();
    }

    private static void send(HttpExchange exchange, int status, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    String at() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    byte[] object() {
        return object;
    }

    /** As {@code PUT 1}, {@code POST complete} and {@code DELETE}, of those that change something. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
