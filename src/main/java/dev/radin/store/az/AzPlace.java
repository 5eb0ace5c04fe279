package dev.radin.store.az;

import dev.radin.store.http.ObjectPlace;
import dev.radin.store.http.StoredObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/** Where a blob is, or may be. */
record AzPlace(AzContainer container, String uri, String key) implements ObjectPlace {

    @Override
    public Optional<AzObject> find() {
        return AzObject.find(container, uri, key);
    }

    @Override
    public Optional<? extends StoredObject> find(ByteBuffer start) {
        Optional<Optional<AzObject>> told = AzObject.findByStart(container, uri, key, start);
        return told.isPresent() ? told.get() : ObjectPlace.super.find(start);
    }

    @Override
    public boolean put(String writer, ByteBuffer content) throws IOException {
        Map<String, String> headers =
                Map.of("If-None-Match", "*", "x-ms-blob-type", "BlockBlob", AzObject.WRITER, writer);
        return container.askOnce(
                new AzContainer.Request(uri, "PUT", container.blob(key, ""), headers, content),
                (answer, error) -> isDone(error));
    }

    @Override
    public Upload begin(String writer) {
        return new AzUpload(this, writer);
    }

    @Override
    public void delete() {
        Map<String, String> headers = Map.of("x-ms-delete-snapshots", "include");
        container.ask(
                new AzContainer.Request(uri, "DELETE", container.blob(key, ""), headers, null), (answer, error) -> {
                    if (error != null && error.status() != 404) {
                        throw container.writing(uri, error);
                    }
                    return null;
                });
    }

    /** @param error null for none */
    boolean isDone(AzError error) {
        if (error == null) {
            return true;
        }
        boolean taken = error.status() == 412 || error.status() == 409 || error.is("InvalidBlockList");
        if (!taken) {
            throw container.writing(uri, error);
        }
        return false;
    }
}
