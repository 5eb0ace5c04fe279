package dev.radin.store.az;

import dev.radin.store.http.RemotePublication;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** Where a blob is to be, where nothing is. */
record AzTarget(AzContainer container, String uri, String key) implements RemotePublication.Target {

    @Override
    public Optional<RemotePublication.Published> find() {
        return AzObject.find(container, uri, key).map(AzObject::published);
    }

    @Override
    public boolean put(String writer, byte[] content) throws IOException {
        Map<String, String> headers =
                Map.of("If-None-Match", "*", "x-ms-blob-type", "BlockBlob", AzObject.WRITER, writer);
        return container.askOnce(
                new AzContainer.Request(uri, "PUT", container.blob(key, ""), headers, content),
                (answer, error) -> isDone(error));
    }

    @Override
    public RemotePublication.Upload begin(String writer) {
        return new AzUpload(this, writer);
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
