package dev.radin.store.http;

import dev.radin.fault.RadinException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;

/**
 * Sends requests: again where that may help, on to where the server says, through the proxies and with the authorities that
 * the environment names.
 *
 * <p>It stands on {@link HttpURLConnection}, which moves a gigabyte with a third of the processor time that
 * {@code java.net.http} takes. Redirects are followed here, as neither takes care of whom credentials go to.
 */
public final class Http {

    private static final int CONNECT_MILLIS = 10_000;

    /** Without a byte. */
    private static final int READ_MILLIS = 60_000;

    private static final int MOST_REDIRECTS = 5;

    /** Of threads that fetch for themselves what no other has begun, or send what there is no memory for. */
    private static final int MOST_WHO_READ_THEMSELVES = 8;

    private static final String WHERE_NOBODY_ANSWERED =
            "; correct its address, or see to it that it runs and can be reached from here";

    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

    static {
        // Else the platform keeps five connections to a server when they are idle, and closes those of the other
        // threads that send and fetch parts after each of them.
        if (System.getProperty("http.maxConnections") == null) {
            int most = ReadAhead.THREADS + WriteBehind.THREADS + MOST_WHO_READ_THEMSELVES;
            System.setProperty("http.maxConnections", Integer.toString(most));
        }
    }

    private final Proxies proxies;
    private final TlsMistakes tls;
    private final Authorities authorities;
    private final Time time;

    private final Servers servers = new Servers();

    private Http(Proxies proxies, Authorities authorities, Time time) {
        this.proxies = proxies;
        this.tls = new TlsMistakes(proxies, servers::isKnown);
        this.authorities = authorities;
        this.time = time;
    }

    /** @param environment whose HTTPS_PROXY, HTTP_PROXY, NO_PROXY, SSL_CERT_FILE and AWS_CA_BUNDLE count */
    public static Http of(Map<String, String> environment, Time time) {
        return new Http(Proxies.of(environment), Authorities.of(environment), time);
    }

    /** Makes something of an answer. */
    public interface Reader<T> {
        /** @throws IOException where the request should be sent again */
        T read(Answer answer) throws IOException;
    }

    /**
     * Sends a request until it is answered by other than a failure that may pass.
     *
     * @param uri what is asked for, as messages print it
     * @param next makes the request, anew for each try
     * @throws RadinException {@code StorageFailed} when all tries failed, and what {@code reader} throws
     */
    public <T> T exchange(String uri, Supplier<Call> next, Reader<T> reader) {
        return exchange(tries(uri), next, reader);
    }

    <T> T exchange(Tries tries, Supplier<Call> next, Reader<T> reader) {
        while (true) {
            Call call = next.get();
            Optional<String> lost = servers.givenUp(call.uri(), time.millis());
            if (lost.isPresent()) {
                throw tries.inVain(lost.get(), null);
            }
            String what;
            long asked = 0;
            IOException cause = null;
            try (Answer answer = send(call)) {
                Optional<String> mistake = tls.of(call.uri(), answer);
                if (mistake.isPresent()) {
                    throw tries.inVain(mistake.get(), null);
                }
                if (!mayPass(answer.status())) {
                    servers.answered(call.uri());
                    return reader.read(answer);
                }
                what = busy(answer);
                asked = answer.retryAfterMillis();
            } catch (IOException e) {
                Optional<String> mistake = tls.of(call.uri(), e);
                if (mistake.isPresent()) {
                    throw tries.inVain(mistake.get(), e);
                }
                what = "cannot reach " + host(call.uri()) + ": " + words(e);
                cause = e;
            }
            Optional<String> vain = tries.failed(what, asked, server(call.uri(), cause == null));
            if (vain.isPresent()) {
                throw tries.inVain(cause == null ? vain.get() : givenUp(call.uri(), vain.get()), cause);
            }
        }
    }

    /** Whether an answer may be another when the request is sent again later. */
    public static boolean mayPass(int status) {
        return PASSING.contains(status);
    }

    /** The same of the failure of a library: whether under it the network is what failed. */
    public static boolean mayPass(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SocketException
                    || cause instanceof UnknownHostException
                    || cause instanceof InterruptedIOException) {
                return true;
            }
        }
        return false;
    }

    private String givenUp(URI server, String why) {
        return servers.giveUp(server, servers.isKnown(server) ? why : why + WHERE_NOBODY_ANSWERED, time.millis());
    }

    /**
     * Sends a request that must not be sent again before somebody has looked what came of it.
     *
     * @throws IOException where nobody knows
     */
    public <T> T once(Call call, Reader<T> reader) throws IOException {
        try (Answer answer = send(call)) {
            if (mayPass(answer.status())) {
                throw new IOException(busy(answer));
            }
            return reader.read(answer);
        }
    }

    /** Whether a server of this machine speaks TLS. @param authority its host and port */
    public static boolean speaksTls(String authority) {
        return TlsMistakes.speaksTls(URI.create("http://" + authority));
    }

    /** @param answered whether it said itself what went wrong */
    Tries.Server server(URI uri, boolean answered) {
        if (servers.isKnown(uri)) {
            return Tries.Server.KNOWN;
        }
        return answered ? Tries.Server.BUSY : Tries.Server.SILENT;
    }

    Tries tries(String uri) {
        return new Tries(uri, time);
    }

    public Time time() {
        return time;
    }

    /** To be closed. */
    Answer send(Call call) throws IOException {
        Call now = call;
        for (int redirects = 0; ; redirects++) {
            HttpURLConnection connection = connect(now);
            Answer answer = new Answer(connection, now.uri());
            String target = leadsOn(now, answer) ? answer.header("Location") : null;
            if (target == null || now.body() != null || redirects == MOST_REDIRECTS) {
                return answer;
            }
            answer.close();
            now = now.ledTo(resolve(now.uri(), target));
        }
    }

    private static boolean leadsOn(Call call, Answer answer) {
        return REDIRECTS.contains(answer.status()) && !call.isToBeMadeAnew(answer);
    }

    private static URI resolve(URI from, String target) throws IOException {
        try {
            URI to = from.resolve(target.replace(" ", "%20"));
            boolean web = "https".equals(to.getScheme()) || "http".equals(to.getScheme());
            if (!web || "https".equals(from.getScheme()) && !"https".equals(to.getScheme())) {
                throw new IOException("it leads from https to " + to.getScheme());
            }
            return to;
        } catch (IllegalArgumentException e) {
            throw new IOException("it leads to what is no URI", e);
        }
    }

    /**
     * A connection to where a URI says, as all others go there. For libraries that log in by requests of their own.
     *
     * @throws IOException where there can be none
     */
    public HttpURLConnection open(URI uri) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(proxies.of(uri));
        connection.setUseCaches(false);
        connection.setConnectTimeout(CONNECT_MILLIS);
        connection.setReadTimeout(READ_MILLIS);
        if (connection instanceof HttpsURLConnection https) {
            SSLSocketFactory sockets = authorities.sockets();
            if (sockets != null) {
                https.setSSLSocketFactory(sockets);
            }
        }
        return connection;
    }

    private HttpURLConnection connect(Call call) throws IOException {
        HttpURLConnection connection = open(call.uri());
        connection.setInstanceFollowRedirects(false);
        connection.setRequestMethod(call.method());
        connection.setRequestProperty("Accept-Encoding", "identity");
        connection.setRequestProperty("User-Agent", "radin");
        if (call.body() != null) {
            // Else the platform says that it is a form, which servers read as one.
            connection.setRequestProperty("Content-Type", "application/octet-stream");
        }
        call.headers().forEach(connection::setRequestProperty);
        if (call.body() != null) {
            connection.setDoOutput(true);
            connection.setFixedLengthStreamingMode(call.body().remaining());
            try (OutputStream out = connection.getOutputStream()) {
                ByteBuffer body = call.body();
                out.write(body.array(), body.arrayOffset() + body.position(), body.remaining());
            }
        }
        return connection;
    }

    private static String busy(Answer answer) {
        return answer.status() == 429 || answer.status() == 503
                ? answer.host() + " asks to slow down (" + answer.status() + answer.requestId()
                        + "); fewer workers help"
                : answer.host() + " failed with " + answer.status() + answer.requestId();
    }

    private static String words(IOException e) {
        if (e instanceof UnknownHostException) {
            return "there is no such host";
        }
        if (e instanceof SocketTimeoutException) {
            return "no answer in time";
        }
        if (e instanceof ConnectException) {
            return "connection refused";
        }
        if (e instanceof InterruptedIOException) {
            return "interrupted";
        }
        // Some messages of the platform are URLs, with all that is in them.
        String message = e.getMessage() == null || e.getMessage().contains("://") ? "" : e.getMessage();
        return message.isEmpty() ? e.getClass().getSimpleName() : message;
    }

    /**
     * The address of a server that somebody wrote down, without slashes at its end; empty where it is none, as with a user or a
     * query in it.
     */
    public static Optional<URI> address(String text) {
        try {
            URI base = URI.create(text.replaceFirst("/+$", ""));
            boolean web = "http".equals(base.getScheme()) || "https".equals(base.getScheme());
            return web && base.getHost() != null && base.getRawQuery() == null && base.getUserInfo() == null
                    ? Optional.of(base)
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The host, and its port where that is said. */
    public static String host(URI uri) {
        return uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    }
}
