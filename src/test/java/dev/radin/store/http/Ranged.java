package dev.radin.store.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;

/** Answers with content, or with the part of it that was asked for. */
public final class Ranged {

    private Ranged() {}

    public static void send(HttpExchange exchange, byte[] content) throws IOException {
        send(exchange, content, exchange.getRequestHeaders().getFirst("Range"), Integer.MAX_VALUE);
    }

    /**
     * @param range as {@code bytes=0-1}; null for all of it
     * @param most bytes, after which the answer breaks off
     */
    static void send(HttpExchange exchange, byte[] content, String range, int most) throws IOException {
        if (exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        int first = 0;
        int last = content.length - 1;
        if (range != null) {
            String[] ends = range.substring("bytes=".length()).split("-");
            first = Integer.parseInt(ends[0]);
            last = ends.length < 2 ? last : Math.min(last, Integer.parseInt(ends[1]));
            if (first > last) {
                exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
                exchange.sendResponseHeaders(416, -1);
                return;
            }
            exchange.getResponseHeaders().set("Content-Range", "bytes " + first + "-" + last + "/" + content.length);
        }
        int length = last - first + 1;
        exchange.sendResponseHeaders(range == null ? 200 : 206, length == 0 ? -1 : length);
        if (length > 0) {
            OutputStream out = exchange.getResponseBody();
            out.write(content, first, Math.min(length, most));
            out.flush();
        }
    }
}
