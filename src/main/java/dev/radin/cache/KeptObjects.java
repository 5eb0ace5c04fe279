package dev.radin.cache;

import dev.radin.location.Location;
import dev.radin.store.Blob;
import dev.radin.store.HeapBlob;
import dev.radin.store.Store;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * Objects that never change, in memory once they have been read, as far as there is memory for them: a stage comes back to each
 * pass several times, and each time would ask a server for it. Files of this machine are kept by its operating system.
 */
final class KeptObjects {

    /** Of what lies in one array. */
    private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

    private final Store store;
    private final Map<Location, byte[]> kept = new HashMap<>();
    private long freeBytes;
    /** Whether there was no memory for one. */
    private volatile boolean full;

    /** @param mostBytes of all that are kept */
    KeptObjects(Store store, long mostBytes) {
        this.store = store;
        this.freeBytes = mostBytes;
    }

    /** Reads it where there is memory for it, unless it is not there. */
    void fetch(Location uri) {
        if (!full && kept(uri) == null && store.localFile(uri).isEmpty()) {
            store.openIfPresent(uri).ifPresent(blob -> keep(uri, blob).close());
        }
    }

    /** @throws dev.radin.fault.RadinException as {@link Store#open} */
    Blob open(Location uri) {
        byte[] content = kept(uri);
        return content == null ? keep(uri, store.open(uri)) : new HeapBlob(uri.toString(), content);
    }

    private synchronized byte[] kept(Location uri) {
        return kept.get(uri);
    }

    private Blob keep(Location uri, Blob blob) {
        if (store.localFile(uri).isPresent() || blob.sizeBytes() > MOST_BYTES || !reserve(blob.sizeBytes())) {
            return blob;
        }
        byte[] content = new byte[(int) blob.sizeBytes()];
        try (blob) {
            blob.read(0, ByteBuffer.wrap(content));
        } catch (RuntimeException | Error e) {
            giveBack(content.length);
            throw e;
        }
        return new HeapBlob(blob.uri(), keepFirst(uri, content));
    }

    private synchronized boolean reserve(long bytes) {
        if (bytes > freeBytes) {
            full = true;
            return false;
        }
        freeBytes -= bytes;
        return true;
    }

    private synchronized void giveBack(long bytes) {
        freeBytes += bytes;
    }

    /** Of what two threads have read at once. */
    private synchronized byte[] keepFirst(Location uri, byte[] content) {
        byte[] first = kept.putIfAbsent(uri, content);
        if (first == null) {
            return content;
        }
        giveBack(content.length);
        return first;
    }
}
