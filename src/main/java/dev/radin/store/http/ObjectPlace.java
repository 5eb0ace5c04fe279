package dev.radin.store.http;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/** Where an object of a bucket is, or may be. */
public interface ObjectPlace {

    /** As messages print it. */
    String uri();

    /** How many bytes at most are {@link #put}; no more than a part. */
    default int mostAtOnce() {
        return Upload.PART_BYTES;
    }

    /** What is there now. */
    Optional<? extends StoredObject> find();

    /**
     * What is there now, and how it begins, where one request tells both: whoever opens an object reads its beginning.
     *
     * @param start all of an array, which gets the beginning, and is limited to what is known of that
     */
    default Optional<? extends StoredObject> find(ByteBuffer start) {
        start.limit(0);
        return find();
    }

    /**
     * Puts all of it there where nothing is.
     *
     * @param writer what the object will say that it was written by
     * @return whether it was put there; else something was in the way
     * @throws IOException where nobody knows
     */
    boolean put(String writer, ByteBuffer content) throws IOException;

    /** Begins to send it in parts. */
    Upload begin(String writer);

    /** Nothing happens where nothing is. */
    void delete();

    /** An object that is sent in parts, and is there when they are put together. */
    interface Upload {

        /** Of all parts but the last, as a rule. */
        int PART_BYTES = 16 << 20;

        /**
         * Of how many bytes a part has to be, unless it is the last.
         *
         * @param index from 0
         */
        default int partBytes(int index) {
            return PART_BYTES;
        }

        /** Whether the server takes a part only when it has the one before; else several are sent at once. */
        default boolean isSequential() {
            return false;
        }

        /**
         * Sends a part.
         *
         * @param index from 0
         * @param bytes in an array, which is another part's when this has returned
         * @return by what the server knows it
         */
        String send(int index, ByteBuffer bytes);

        /**
         * Puts the parts together where nothing is.
         *
         * @param parts by what the server knows each of them, in their order
         * @return whether they were put there; else something was in the way
         * @throws IOException where nobody knows
         */
        boolean complete(List<String> parts) throws IOException;

        /** Gives up the parts; none is on its way, and no further one comes. */
        void abort();
    }
}
