package dev.radin.store.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpRetryException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What a server answers to a {@link Call}. */
public final class Answer implements AutoCloseable {

    /** Read to its end, what is left of a body keeps the connection usable; more than this is not worth it. */
    private static final int MOST_LEFT_OVER = 1 << 16;

    private static final int MOST_OF_A_MESSAGE = 1 << 16;

    /** Of what a server asks to wait: nobody waits a day, and more would be too long to be counted. */
    private static final long MOST_SECONDS = TimeUnit.DAYS.toSeconds(1);

    private static final List<String> REQUEST_IDS =
            List.of("x-amz-request-id", "x-guploader-uploadid", "x-ms-request-id", "x-request-id");

    private final HttpURLConnection connection;
    private final URI uri;
    private final int status;
    private byte[] chunk;
    private String text;

    Answer(HttpURLConnection connection, URI uri) throws IOException {
        this.connection = connection;
        this.uri = uri;
        this.status = status(connection);
    }

    private static int status(HttpURLConnection connection) throws IOException {
        try {
            int status = connection.getResponseCode();
            if (status < 0) {
                throw new IOException("no HTTP came back");
            }
            return status;
        } catch (HttpRetryException e) {
            // The platform would ask for a password, and send the body again.
            return e.responseCode();
        }
    }

    public int status() {
        return status;
    }

    /** The host, and its port where that is not the usual one. */
    public String host() {
        return Http.host(uri);
    }

    /** Null where there is none. */
    public String header(String name) {
        return connection.getHeaderField(name);
    }

    /** The number in a header; -1 where there is none. */
    public long number(String header) {
        String value = header(header);
        try {
            return value == null ? -1 : Long.parseLong(value.trim());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** When the content was written; the beginning of time where the server does not say. */
    public Instant modified() {
        String value = header("Last-Modified");
        try {
            return value == null ? Instant.EPOCH : DateTimeFormatter.RFC_1123_DATE_TIME.parse(value, Instant::from);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    /** What the server calls the request by, for whoever looks after it: a comma and the words, or nothing. */
    public String requestId() {
        return request().map(request -> ", " + request).orElse("");
    }

    /** The same in brackets, at the end of a sentence. */
    public String requestIdInBrackets() {
        return request().map(request -> " (" + request + ")").orElse("");
    }

    private Optional<String> request() {
        return REQUEST_IDS.stream()
                .flatMap(name -> Optional.ofNullable(header(name)).stream())
                .findFirst()
                .map(id -> "request " + id.replaceAll("[^A-Za-z0-9+/=_.:-]", ""));
    }

    /** How long the server asks to wait; 0 where it does not. */
    long retryAfterMillis() {
        return TimeUnit.SECONDS.toMillis(Math.max(0, Math.min(MOST_SECONDS, number("Retry-After"))));
    }

    /** The body as text, as far as a message or a list may go. */
    public String text() throws IOException {
        return text(MOST_OF_A_MESSAGE);
    }

    /**
     * The same each time: who mends a refusal reads it, and who says what is wrong once more.
     *
     * @throws IOException also where it is longer than {@code most} bytes
     */
    public String text(int most) throws IOException {
        if (text == null) {
            InputStream body = body();
            byte[] bytes = body == null ? new byte[0] : body.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException(host() + " answers with more than " + most + " bytes");
            }
            text = new String(bytes, StandardCharsets.UTF_8);
        }
        return text;
    }

    /**
     * Moves bytes of the body into {@code target} until that is full.
     *
     * @throws IOException also where the body ends before
     */
    void fill(ByteBuffer target) throws IOException {
        InputStream body = body();
        while (target.hasRemaining()) {
            int count;
            if (target.hasArray()) {
                count = body.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
                target.position(target.position() + Math.max(0, count));
            } else {
                chunk = chunk == null ? new byte[1 << 17] : chunk;
                count = body.read(chunk, 0, Math.min(chunk.length, target.remaining()));
                target.put(chunk, 0, Math.max(0, count));
            }
            if (count < 0) {
                throw new IOException("the answer ended " + target.remaining() + " bytes early");
            }
        }
    }

    void skip(long bytes) throws IOException {
        body().skipNBytes(bytes);
    }

    private InputStream body() throws IOException {
        return status >= 400 ? connection.getErrorStream() : connection.getInputStream();
    }

    @Override
    public void close() {
        try (InputStream body = body()) {
            if (body != null && body.readNBytes(MOST_LEFT_OVER).length == MOST_LEFT_OVER) {
                connection.disconnect();
            }
        } catch (IOException e) {
            connection.disconnect();
        }
    }
}
