package dev.radin.cache;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Json;
import dev.radin.store.Blob;
import dev.radin.store.Publication;
import dev.radin.store.Store;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Function;

/** Protocol records as files of a store. */
public final class StoredJson {

    /** Far above what 256 models and a thousand candidates need. */
    private static final long LIMIT_BYTES = 64L << 20;

    private final Store store;

    public StoredJson(Store store) {
        this.store = store;
    }

    /** Publishes unless it is there already, which for a file named by its content comes to the same. */
    public void publish(Location uri, Object value) {
        publish(uri, Json.write(value));
    }

    public void publish(Location uri, byte[] content) {
        // A folder may be closed to those who add nothing to it; a server is asked when it comes to that.
        if (store.localFile(uri).isPresent()) {
            return;
        }
        try (Publication publication = store.create(uri)) {
            publication.write(ByteBuffer.wrap(content));
            publication.publish();
        }
    }

    /**
     * Publishes under a name made of the content.
     *
     * @return the sha256 of the content, of which {@link Hash#brief} is the name
     */
    public String publishByContent(Function<String, Location> place, Object value) {
        byte[] content = Json.write(value);
        String digest = Hash.sha256(content);
        publish(place.apply(Hash.brief(digest)), content);
        return digest;
    }

    public <T> T read(Location uri, Class<T> type) {
        return read(store.open(uri), type);
    }

    private static <T> T read(Blob json, Class<T> type) {
        try (Blob blob = json) {
            if (blob.sizeBytes() > LIMIT_BYTES) {
                throw new RadinException(
                        Reason.InvalidInput,
                        blob.uri() + ": " + blob.sizeBytes()
                                + " bytes are too many for a file that radin wrote; remove it");
            }
            ByteBuffer content = ByteBuffer.allocate((int) blob.sizeBytes());
            blob.read(0, content);
            return Json.read(content.array(), type, blob.uri());
        }
    }

    public <T> Optional<T> readIfPresent(Location uri, Class<T> type) {
        return store.openIfPresent(uri).map(json -> read(json, type));
    }
}
