package dev.radin.store.az;

import dev.radin.store.http.ObjectPlace;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Blocks, which nobody sees until a list of them is put. Writers of one blob do not meet, as their blocks are called by the writer;
 * the first list that is put drops the blocks of all others. Those of a writer that was killed are gone with it, or after a week.
 */
final class AzUpload implements ObjectPlace.Upload {

    private final AzPlace place;
    private final String writer;

    AzUpload(AzPlace place, String writer) {
        this.place = place;
        this.writer = writer;
    }

    @Override
    public String send(int index, ByteBuffer bytes) {
        // All of a blob's have to be of one length.
        String name = String.format("%s-%06d", writer, index);
        String id = Base64.getEncoder().encodeToString(name.getBytes(StandardCharsets.UTF_8));
        put("?comp=block&blockid=" + AzAccount.escaped(id), bytes);
        return id;
    }

    private void put(String query, ByteBuffer bytes) {
        AzContainer container = place.container();
        container.ask(
                new AzContainer.Request(place.uri(), "PUT", container.blob(place.key(), query), Map.of(), bytes),
                (answer, error) -> {
                    if (error != null) {
                        throw container.writing(place.uri(), error);
                    }
                    return null;
                });
    }

    @Override
    public boolean complete(List<String> blocks) throws IOException {
        StringBuilder list = new StringBuilder("<?xml version=\"1.0\" encoding=\"utf-8\"?><BlockList>");
        blocks.forEach(id -> list.append("<Uncommitted>").append(id).append("</Uncommitted>"));
        ByteBuffer body =
                StandardCharsets.UTF_8.encode(list.append("</BlockList>").toString());
        AzContainer container = place.container();
        Map<String, String> headers = Map.of(
                "If-None-Match", "*", "x-ms-blob-content-type", "application/octet-stream", AzObject.WRITER, writer);
        return container.askOnce(
                new AzContainer.Request(
                        place.uri(), "PUT", container.blob(place.key(), "?comp=blocklist"), headers, body),
                (answer, error) -> place.isDone(error));
    }

    /** There is no way to: what nobody puts in a list is gone after a week. */
    @Override
    public void abort() {}
}
