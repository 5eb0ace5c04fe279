package dev.radin.store.http;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;

/** A server on a free port that this machine alone reaches; whoever makes it starts it. */
public final class LocalServer {

    private static final InetSocketAddress FREE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private LocalServer() {}

    /** @param authority null to speak in plain text */
    public static HttpServer by(OwnAuthority authority) {
        return authority == null ? plain() : secure(authority.server());
    }

    public static HttpServer plain() {
        try {
            return HttpServer.create(FREE, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param certificates with the key of the server */
    public static HttpServer secure(SSLContext certificates) {
        try {
            HttpsServer server = HttpsServer.create(FREE, 0);
            server.setHttpsConfigurator(new HttpsConfigurator(certificates));
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
