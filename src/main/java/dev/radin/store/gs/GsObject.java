package dev.radin.store.gs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Stat;
import dev.radin.store.http.Answer;
import dev.radin.store.http.Call;
import dev.radin.store.http.StoredObject;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private static GsObject of(GsBucket bucket, String uri, String key, String description) throws IOException {
        JsonNode json = JSON.readTree(description);
        String generation = json.path("generation").asText("");
        if (!generation.matches("[0-9]{1,20}") || !json.path("size").isValueNode()) {
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
        String given = answer.header("x-goog-generation");
        return given == null || given.equals(generation);
    }

    @Override
    public boolean isMended(int status, String refusal) {
        return bucket.mend(status);
    }

    @Override
    public RadinException refused(Answer answer) {
        if (answer.status() == 200) {
            return new RadinException(
                    Reason.StorageFailed,
                    uri + ": is stored compressed, of which there are no parts; upload it without Content-Encoding"
                            + answer.requestIdInBrackets());
        }
        try {
            return bucket.reading(uri, GsError.of(answer, answer.text()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
