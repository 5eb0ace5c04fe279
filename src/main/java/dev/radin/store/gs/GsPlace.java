package dev.radin.store.gs;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.store.http.ObjectPlace;
import dev.radin.store.http.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** Where an object is, or may be: what is put there is put over generation 0, which is nothing. */
record GsPlace(GsBucket bucket, String uri, String key) implements ObjectPlace {

    /** What is put is copied into a message, for which no memory is set aside. */
    private static final int MOST_AT_ONCE = 1 << 20;

    private static final String WHERE_NOTHING_IS = "&ifGenerationMatch=0";

    @Override
    public Optional<GsObject> find() {
        return GsObject.find(bucket, uri, key);
    }

    @Override
    public Optional<? extends StoredObject> find(ByteBuffer start) {
        Optional<Optional<GsObject>> told = GsObject.findByStart(bucket, uri, key, start);
        return told.isPresent() ? told.get() : ObjectPlace.super.find(start);
    }

    @Override
    public int mostAtOnce() {
        return MOST_AT_ONCE;
    }

    /** The description and the content, as a message of two parts. */
    @Override
    public boolean put(String writer, ByteBuffer content) throws IOException {
        String boundary = "radin-" + writer;
        String before = "--" + boundary + "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n"
                + description(writer) + "\r\n--" + boundary + "\r\nContent-Type: application/octet-stream\r\n\r\n";
        byte[] first = before.getBytes(StandardCharsets.UTF_8);
        byte[] last = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(first.length + content.remaining() + last.length);
        body.put(first).put(content.duplicate()).put(last);
        return bucket.askOnce(
                uri,
                "POST",
                bucket.server().upload(bucket.name(), "?uploadType=multipart" + WHERE_NOTHING_IS),
                Map.of("Content-Type", "multipart/related; boundary=" + boundary),
                body.flip(),
                (answer, error) -> {
                    if (error != null && !isTaken(error)) {
                        throw bucket.writing(uri, error);
                    }
                    return error == null;
                });
    }

    @Override
    public Upload begin(String writer) {
        return bucket.ask(
                uri,
                "POST",
                bucket.server().upload(bucket.name(), "?uploadType=resumable" + WHERE_NOTHING_IS),
                Map.of("Content-Type", "application/json; charset=UTF-8"),
                ByteBuffer.wrap(description(writer).getBytes(StandardCharsets.UTF_8)),
                (answer, error) -> {
                    if (error != null) {
                        if (isTaken(error)) {
                            return GsUpload.inVain(bucket, uri);
                        }
                        throw bucket.writing(uri, error);
                    }
                    if (answer.header("Location") == null) {
                        throw new IOException("it does not say where to send parts");
                    }
                    return GsUpload.to(bucket, uri, answer.header("Location"));
                });
    }

    @Override
    public void delete() {
        bucket.ask(uri, "DELETE", bucket.server().object(bucket.name(), key, ""), (answer, error) -> {
            if (error != null && error.status() != 404) {
                throw bucket.writing(uri, error);
            }
            return null;
        });
    }

    static boolean isTaken(GsError error) {
        return error.status() == 412 || error.status() == 409;
    }

    private String description(String writer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("name", key);
        json.put("contentType", "application/octet-stream");
        json.putObject("metadata").put(GsObject.WRITER, writer);
        return json.toString();
    }
}
