package dev.radin.store.http;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/** What no further try would mend: TLS is spoken on one side alone, or by a certificate that is not trusted. */
final class TlsMistakes {

    /** What servers answer that say without TLS that they speak it. Others hang up. */
    private static final int BAD_REQUEST = 400;

    private static final int MOST_MILLIS = 5_000;

    /** Types of records, which are the first byte that a server of TLS sends. */
    private static final int ALERT = 0x15;

    private static final int HANDSHAKE = 0x16;

    private static final byte[] END_OF_REQUEST = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final Proxies proxies;
    private final Predicate<URI> known;

    /** @param known servers that have answered as they were asked */
    TlsMistakes(Proxies proxies, Predicate<URI> known) {
        this.proxies = proxies;
        this.known = known;
    }

    /** In a sentence, where a request failed by such a mistake. */
    Optional<String> of(URI uri, IOException e) {
        String host = Http.host(uri);
        if (isDistrust(e)) {
            return Optional.of("the certificate of " + host
                    + " is not trusted; mount the certificate of its authority, and set SSL_CERT_FILE or"
                    + " AWS_CA_BUNDLE to its path");
        }
        if (isPlain(e)) {
            return Optional.of(host + " does not speak TLS; have it do so, or write http:// where that may be");
        }
        return isReached(e) && speaksTlsUnasked(uri) ? Optional.of(unasked(host)) : Optional.empty();
    }

    /** The same, where it was answered. */
    Optional<String> of(URI uri, Answer answer) {
        boolean unasked = answer.status() == BAD_REQUEST && speaksTlsUnasked(uri);
        return unasked ? Optional.of(unasked(Http.host(uri))) : Optional.empty();
    }

    private static boolean isReached(IOException e) {
        return !(e instanceof ConnectException
                || e instanceof NoRouteToHostException
                || e instanceof UnknownHostException
                || e instanceof InterruptedIOException);
    }

    private static String unasked(String host) {
        return host + " speaks TLS; write https:// where that may be, or have it do without";
    }

    private boolean speaksTlsUnasked(URI uri) {
        return "http".equals(uri.getScheme())
                && !known.test(uri)
                && proxies.of(uri).equals(Proxy.NO_PROXY)
                && speaksTls(uri);
    }

    /** @param uri without TLS, whose server is asked to speak it all the same */
    static boolean speaksTls(URI uri) {
        String host = uri.getHost();
        int port = uri.getPort() < 0 ? 80 : uri.getPort();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), MOST_MILLIS);
            socket.setSoTimeout(MOST_MILLIS);
            socket.getOutputStream().write(greeting(host, port));
            int first = socket.getInputStream().read();
            return first == HANDSHAKE || first == ALERT;
        } catch (IOException | NoSuchAlgorithmException e) {
            return false;
        }
    }

    /** As a client of TLS begins; to a server of HTTP it is a request in bad form. */
    private static byte[] greeting(String host, int port) throws IOException, NoSuchAlgorithmException {
        SSLEngine client = SSLContext.getDefault().createSSLEngine(host, port);
        client.setUseClientMode(true);
        ByteBuffer greeting = ByteBuffer.allocate(client.getSession().getPacketBufferSize() + END_OF_REQUEST.length);
        client.wrap(ByteBuffer.allocate(0), greeting);
        greeting.put(END_OF_REQUEST);
        return Arrays.copyOf(greeting.array(), greeting.position());
    }

    private static boolean isDistrust(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertPathBuilderException || cause instanceof CertificateException) {
                return true;
            }
        }
        return false;
    }

    /** Whether something else than TLS came back. */
    private static boolean isPlain(IOException e) {
        return e instanceof SSLException && String.valueOf(e.getMessage()).contains("unrecognized SSL message");
    }
}
