package dev.radin.store.gs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Stat;
import dev.radin.store.http.Answer;
import dev.radin.store.http.Call;
import dev.radin.store.http.Ranges;
import dev.radin.store.http.StoredObject;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;

/**
 * One generation of an object.
 *
 * @param writer by what it was published; null where that is not known
 */
record GsObject(
        GsBucket bucket, String uri, String key, long sizeBytes, String generation, Instant written, String writer)
        implements StoredObject {

    static final String WRITER = "radin-writer";

    private static final String GENERATION = "x-goog-generation";
    private static final String NUMBER = "[0-9]{1,20}";

    private static final ObjectMapper JSON = new ObjectMapper();

    static Optional<GsObject> find(GsBucket bucket, String uri, String key) {
        return bucket.ask(uri, "GET", bucket.server().object(bucket.name(), key, ""), (answer, error) -> {
            if (error == null) {
                return Optional.of(of(bucket, uri, key, answer.text()));
            }
            if (error.status() == 404 && !error.isOfBucket()) {
                return Optional.empty();
            }
            throw bucket.reading(uri, error);
        });
    }

    /**
     * By the request for its beginning.
     *
     * @return empty where that does not tell
     */
    static Optional<Optional<GsObject>> findByStart(GsBucket bucket, String uri, String key, ByteBuffer start) {
        URI content = bucket.server().object(bucket.name(), key, "?alt=media");
        Map<String, String> range = Map.of("Range", "bytes=0-" + (start.capacity() - 1));
        return bucket.ask(uri, "GET", content, range, null, (answer, error) -> {
            if (error != null) {
                // There is no part of nothing; what else is refused is explained where its description is asked for.
                return error.isOfObject() ? Optional.of(Optional.empty()) : Optional.empty();
            }
            Optional<GsObject> found = of(bucket, uri, key, answer);
            if (found.isPresent()) {
                new Ranges(bucket.http(), found.get()).begin(answer, start);
            }
            return found.map(Optional::of);
        });
    }

    /** Of an answer with content; empty where that does not say of what. */
    private static Optional<GsObject> of(GsBucket bucket, String uri, String key, Answer answer) {
        String generation = answer.header(GENERATION);
        long size = Ranges.totalOf(answer);
        return size < 0 || generation == null || !generation.matches(NUMBER)
                ? Optional.empty()
                : Optional.of(new GsObject(bucket, uri, key, size, generation, answer.modified(), null));
    }

    private static GsObject of(GsBucket bucket, String uri, String key, String description) throws IOException {
        JsonNode json = JSON.readTree(description);
        String generation = json.path("generation").asText("");
        if (!generation.matches(NUMBER) || !json.path("size").isValueNode()) {
            throw new IOException("it describes no object");
        }
        return new GsObject(
                bucket,
                uri,
                key,
                json.path("size").asLong(),
                generation,
                time(json.path("timeCreated").asText("")),
                json.path("metadata").path(WRITER).asText(null));
    }

    private static Instant time(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    @Override
    public Stat stat() {
        return new Stat(uri, sizeBytes, "generation " + generation, written);
    }

    @Override
    public Call get() {
        String query = "?alt=media&generation=" + generation;
        return bucket.call(uri, "GET", bucket.server().object(bucket.name(), key, query), Map.of(), null);
    }

    @Override
    public boolean isSame(Answer answer) {
        String given = answer.header(GENERATION);
        return given == null || given.equals(generation);
    }

    @Override
    public boolean isMended(int status, String refusal) {
        return bucket.mend(status);
    }

    @Override
    public RadinException refused(Answer answer) throws IOException {
        if (answer.status() == 200) {
            return new RadinException(
                    Reason.StorageFailed,
                    uri + ": is stored compressed, of which there are no parts; upload it without Content-Encoding"
                            + answer.requestIdInBrackets());
        }
        return bucket.reading(uri, GsError.of(answer, answer.text()));
    }
}
