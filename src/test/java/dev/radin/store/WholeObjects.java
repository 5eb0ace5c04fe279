package dev.radin.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.radin.location.Location;
import java.nio.ByteBuffer;

/** Objects in one piece, as tests read and write them. */
public final class WholeObjects {

    private WholeObjects() {}

    public static String read(Store store, Location uri) {
        try (Blob blob = store.open(uri)) {
            return read(blob);
        }
    }

    /** It stays open. */
    public static String read(Blob blob) {
        ByteBuffer content = ByteBuffer.allocate((int) blob.sizeBytes());
        blob.read(0, content);
        return new String(content.array(), UTF_8);
    }

    /** More than what comes with the request that opens it. */
    public static byte[] large(String end) {
        byte[] content = new byte[(1 << 20) + end.length()];
        System.arraycopy(end.getBytes(UTF_8), 0, content, 1 << 20, end.length());
        return content;
    }

    /** What {@link #large} was given. */
    public static String readEnd(Blob blob) {
        ByteBuffer end = ByteBuffer.allocate((int) blob.sizeBytes() - (1 << 20));
        blob.read(1 << 20, end);
        return new String(end.array(), UTF_8);
    }

    /** @return whether it is there now by this */
    public static boolean publish(Store store, Location uri, byte[] content) {
        try (Publication publication = store.create(uri)) {
            publication.write(ByteBuffer.wrap(content));
            return publication.publish();
        }
    }
}
