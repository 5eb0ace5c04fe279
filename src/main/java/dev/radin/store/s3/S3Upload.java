package dev.radin.store.s3;

import dev.radin.store.http.WriteBehind;
import dev.radin.store.http.Xml;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;

/** An object that is sent in parts, several at once, and is there when they are put together. */
final class S3Upload {

    /** All of one size as far as possible, as some servers ask for; 10,000 parts come to five terabytes. */
    private static final int PART_BYTES = 16 << 20;

    private static final int PARTS_OF_ONE_SIZE = 5000;

    /** Longer than any upload takes: what is older was left by a writer that was killed. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Bucket bucket;
    private final String uri;
    private final String key;
    private final String id;
    private final WriteBehind writeBehind;

    /** By which the server knows each part, once it is there. */
    private final List<Future<String>> tags = new ArrayList<>();

    private volatile boolean ended;

    private S3Upload(Bucket bucket, WriteBehind writeBehind, String uri, String key, String id) {
        this.bucket = bucket;
        this.writeBehind = writeBehind;
        this.uri = uri;
        this.key = key;
        this.id = id;
    }

    /** @param writer what the object will say that it was written by */
    static S3Upload begin(Bucket bucket, WriteBehind writeBehind, String uri, String key, String writer) {
        abortAbandoned(bucket, uri, key);
        TreeMap<String, String> query = new TreeMap<>(Map.of("uploads", ""));
        Map<String, String> headers = Map.of(S3Object.WRITER, writer);
        String id =
                bucket.ask(uri, () -> bucket.signed(uri, "POST", key, query, headers, new byte[0]), (answer, error) -> {
                    if (error != null) {
                        throw bucket.faults().writing(uri, error);
                    }
                    String given = Xml.of(answer.text()).text("UploadId");
                    if (given.isEmpty()) {
                        throw new IOException("it gives no id");
                    }
                    return given;
                });
        return new S3Upload(bucket, writeBehind, uri, key, id);
    }

    /** @param number from 1 on */
    static int partBytes(int number) {
        return PART_BYTES << Math.min(5, Math.max(0, number - 1 - PARTS_OF_ONE_SIZE) / 1000);
    }

    int nextPartBytes() {
        return partBytes(tags.size() + 1);
    }

    /**
     * Sends the next part, at once or while further ones are made.
     *
     * @param bytes are the upload's from now on
     * @throws dev.radin.fault.RadinException also where an earlier part could not be sent
     */
    void part(byte[] bytes) {
        tags.stream().filter(Future::isDone).forEach(WriteBehind::await);
        int number = tags.size() + 1;
        tags.add(writeBehind.send(bytes.length, () -> ended ? null : send(number, bytes)));
    }

    private String send(int number, byte[] bytes) {
        TreeMap<String, String> query = query();
        query.put("partNumber", Integer.toString(number));
        return bucket.ask(uri, () -> bucket.signed(uri, "PUT", key, query, Map.of(), bytes), (answer, error) -> {
            if (error != null) {
                throw bucket.faults().writing(uri, error);
            }
            return answer.header("ETag");
        });
    }

    /** Waits until all parts are there. */
    void finish() {
        tags.forEach(WriteBehind::await);
    }

    /**
     * Puts the parts together, which are there.
     *
     * @return null when that was done, else why not
     * @throws IOException where nobody knows
     */
    S3Error complete(boolean conditional) throws IOException {
        StringBuilder parts = new StringBuilder("<CompleteMultipartUpload>");
        for (int i = 0; i < tags.size(); i++) {
            parts.append("<Part><PartNumber>")
                    .append(i + 1)
                    .append("</PartNumber><ETag>")
                    .append(WriteBehind.await(tags.get(i)).replace("&", "&amp;").replace("<", "&lt;"))
                    .append("</ETag></Part>");
        }
        byte[] body = parts.append("</CompleteMultipartUpload>").toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = conditional ? Map.of("If-None-Match", "*") : Map.of();
        return bucket.askOnce(() -> bucket.signed(uri, "POST", key, query(), headers, body), (answer, error) -> {
            if (error != null) {
                return error;
            }
            // It may begin to answer before it knows.
            String text = answer.text();
            return Xml.of(text).name().equals("Error") ? S3Error.of(answer, text) : null;
        });
    }

    /** No part comes after that. */
    void abort() {
        ended = true;
        for (Future<String> tag : tags) {
            try {
                WriteBehind.await(tag);
            } catch (RuntimeException e) {
                // It was said to whoever wrote, or does not matter any more.
            }
        }
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
