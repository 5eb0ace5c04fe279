package dev.radin.store.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.radin.store.http.ObjectPlace;
import dev.radin.store.http.Xml;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An object that is sent in parts, and is there when they are put together. */
final class S3Upload implements ObjectPlace.Upload {

    /** All of one size as far as possible, as some servers ask for; 10,000 parts come to five terabytes. */
    private static final int PARTS_OF_ONE_SIZE = 5000;

    /** Longer than any upload takes: what is older was left by a writer that was killed. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final S3Place place;
    private final Bucket bucket;
    private final String uri;
    private final String key;
    private final String id;

    private S3Upload(S3Place place, String id) {
        this.place = place;
        this.bucket = place.bucket();
        this.uri = place.uri();
        this.key = place.key();
        this.id = id;
    }

    /** @param writer what the object will say that it was written by */
    static S3Upload begin(S3Place place, String writer) {
        Bucket bucket = place.bucket();
        String uri = place.uri();
        String key = place.key();
        abortAbandoned(bucket, uri, key);
        TreeMap<String, String> query = new TreeMap<>(Map.of("uploads", ""));
        Map<String, String> headers = Map.of(S3Object.WRITER, writer);
        String id = bucket.ask(
                uri, () -> bucket.signed(uri, "POST", key, query, headers, ByteBuffer.allocate(0)), (answer, error) -> {
                    if (error != null) {
                        throw bucket.faults().writing(uri, error);
                    }
                    String given = Xml.of(answer.text()).text("UploadId");
                    if (given.isEmpty()) {
                        throw new IOException("it gives no id");
                    }
                    return given;
                });
        return new S3Upload(place, id);
    }

    @Override
    public int partBytes(int index) {
        return PART_BYTES << Math.min(5, Math.max(0, index - PARTS_OF_ONE_SIZE) / 1000);
    }

    @Override
    public String send(int index, ByteBuffer bytes) {
        TreeMap<String, String> query = query();
        query.put("partNumber", Integer.toString(index + 1));
        return bucket.ask(uri, () -> bucket.signed(uri, "PUT", key, query, Map.of(), bytes), (answer, error) -> {
            if (error != null) {
                throw bucket.faults().writing(uri, error);
            }
            String tag = answer.header("ETag");
            if (tag == null) {
                throw new IOException("it does not say by what it knows the part");
            }
            return tag;
        });
    }

    @Override
    public boolean complete(List<String> tags) throws IOException {
        StringBuilder parts = new StringBuilder("<CompleteMultipartUpload>");
        for (int i = 0; i < tags.size(); i++) {
            parts.append("<Part><PartNumber>")
                    .append(i + 1)
                    .append("</PartNumber><ETag>")
                    .append(tags.get(i).replace("&", "&amp;").replace("<", "&lt;"))
                    .append("</ETag></Part>");
        }
        ByteBuffer body =
                UTF_8.encode(parts.append("</CompleteMultipartUpload>").toString());
        return bucket.askOnce(
                () -> bucket.signed(uri, "POST", key, query(), place.condition(), body), (answer, error) -> {
                    if (error != null) {
                        return place.isDone(error);
                    }
                    // It may begin to answer before it knows.
                    String text = answer.text();
                    return place.isDone(Xml.of(text).name().equals("Error") ? S3Error.of(answer, text) : null);
                });
    }

    @Override
    public void abort() {
        abort(bucket, uri, key, id);
    }

    private TreeMap<String, String> query() {
        return new TreeMap<>(Map.of("uploadId", id));
    }

    /** What is left where it fails costs a little room, and goes the next time, or by a rule of the bucket. */
    private static void abort(Bucket bucket, String uri, String key, String id) {
        TreeMap<String, String> query = new TreeMap<>(Map.of("uploadId", id));
        bucket.ask(uri, () -> bucket.signed(uri, "DELETE", key, query, new HashMap<>(), null), (answer, error) -> null);
    }

    private static void abortAbandoned(Bucket bucket, String uri, String key) {
        TreeMap<String, String> query = new TreeMap<>(Map.of("uploads", "", "prefix", key));
        Xml list = bucket.ask(
                uri,
                () -> bucket.signed(uri, "GET", "", query, Map.of(), null),
                (answer, error) -> error == null ? Xml.of(answer.text(1 << 22)) : Xml.of("<None/>"));
        Instant limit = Instant.ofEpochMilli(bucket.http().time().millis()).minus(ABANDONED);
        for (Xml upload : list.children("Upload")) {
            if (upload.text("Key").equals(key) && isBefore(upload.text("Initiated"), limit)) {
                abort(bucket, uri, key, upload.text("UploadId"));
            }
        }
    }

    private static boolean isBefore(String time, Instant limit) {
        try {
            return Instant.parse(time).isBefore(limit);
        } catch (DateTimeParseException e) {
            return false;
        }
    }
}
