package dev.radin.store.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;

/**
 * Reads a request to its end before it is answered, so that whoever answers need not: the connection of one that was not is
 * closed after its answer, when the next request may be on its way by it already.
 */
public final class WholeRequest {

    private WholeRequest() {}

    /** The body can still be had from the exchange. */
    public static void read(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        exchange.setStreams(new ByteArrayInputStream(body), null);
    }
}
