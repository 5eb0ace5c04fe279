package dev.radin.store.http;

import java.io.IOException;
import java.util.Optional;

/** Where an object of a bucket is, or may be. */
public interface ObjectPlace {

    /** As messages print it. */
    String uri();

    /** What is there now. */
    Optional<? extends StoredObject> find();

    /**
     * Puts all of it there where nothing is.
     *
     * @param writer what the object will say that it was written by
     * @return whether it was put there; else something was in the way
     * @throws IOException where nobody knows
     */
    boolean put(String writer, byte[] content) throws IOException;

    /** Begins to send it in parts. */
    Upload begin(String writer);

    /** Nothing happens where nothing is. */
    void delete();

    /** An object that is sent in parts, and is there when they are put together. */
    interface Upload {

        /** Of all parts but the last, as a rule. */
        int PART_BYTES = 16 << 20;

        /** Of how many bytes the next part has to be, unless it is the last. */
        default int nextPartBytes() {
            return PART_BYTES;
        }

        /** Whether parts are still read when {@link #part} has returned, so that each needs an array of its own. */
        default boolean keepsParts() {
            return false;
        }

        /** @throws dev.radin.fault.RadinException also where an earlier part could not be sent */
        void part(byte[] bytes);

        /**
         * Puts the parts together where nothing is.
         *
         * @return whether they were put there; else something was in the way
         * @throws IOException where nobody knows
         */
        boolean complete() throws IOException;

        /** Gives up the parts; no further one comes. */
        void abort();
    }
}
