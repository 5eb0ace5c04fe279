package dev.radin.store.http;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Publication;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * What is small is put in one request, which the server takes only where nothing is; what is larger in parts, under the same
 * condition where they are put together. A large body would not do: servers that refuse it hang up while it is sent, and nobody
 * learns why.
 *
 * <p>The object carries who wrote it. Where no answer came to the request that decides, that tells whether it was this one.
 */
public final class RemotePublication implements Publication {

    /** Of all parts but the last. */
    static final int PART_BYTES = 16 << 20;

    private static final int MOST_IN_ONE_REQUEST = 256 << 10;
    private static final int TRIES = 8;

    private final Http http;
    private final Target target;
    private final String writer = UUID.randomUUID().toString();
    private byte[] buffer = new byte[1 << 16];
    private int buffered;
    private long sizeBytes;
    private Upload upload;

    public RemotePublication(Http http, Target target) {
        this.http = http;
        this.target = target;
    }

    /** Where an object is to be. */
    public interface Target {

        /** As messages print it. */
        String uri();

        /** What is there now. */
        Optional<Published> find();

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
    }

    /**
     * An object that is there.
     *
     * @param writer by whom it was written; null where it does not say
     */
    public record Published(String writer, long sizeBytes) {}

    /** An object that is sent in parts, and is there when they are put together. */
    public interface Upload {

        /** The next part: of {@link RemotePublication#PART_BYTES}, unless it is the last. */
        void part(byte[] bytes);

        /**
         * Puts the parts together where nothing is.
         *
         * @return whether they were put there; else something was in the way
         * @throws IOException where nobody knows
         */
        boolean complete() throws IOException;

        /** Gives up the parts. */
        void abort();
    }

    @Override
    public String uri() {
        return target.uri();
    }

    @Override
    public void write(ByteBuffer source) {
        while (source.hasRemaining()) {
            if (buffered == PART_BYTES) {
                flush();
            }
            int count = Math.min(source.remaining(), PART_BYTES - buffered);
            if (buffered + count > buffer.length) {
                buffer = Arrays.copyOf(buffer, Math.min(PART_BYTES, Math.max(2 * buffer.length, buffered + count)));
            }
            source.get(buffer, buffered, count);
            buffered += count;
            sizeBytes += count;
        }
    }

    private void flush() {
        if (upload == null) {
            upload = target.begin(writer);
        }
        upload.part(content());
        buffered = 0;
    }

    private byte[] content() {
        return buffered == buffer.length ? buffer : Arrays.copyOf(buffer, buffered);
    }

    @Override
    public boolean publish() {
        if (upload == null && target.find().isPresent()) {
            return false;
        }
        if (buffered > 0 && (upload != null || buffered > MOST_IN_ONE_REQUEST)) {
            flush();
        }
        boolean won = decide();
        if (won) {
            upload = null;
        }
        return won;
    }

    /** Sends the request that decides until it is known what came of it. */
    private boolean decide() {
        IOException last = null;
        for (int tries = 1; tries <= TRIES; tries++) {
            try {
                if (upload == null ? target.put(writer, content()) : upload.complete()) {
                    return true;
                }
            } catch (IOException e) {
                last = e;
            }
            Optional<Published> there = target.find();
            if (there.isPresent()) {
                return there.get().equals(new Published(writer, sizeBytes));
            }
            http.time().sleep(200L << tries);
        }
        throw new RadinException(
                Reason.StorageFailed,
                uri() + ": cannot be written: no answer came, " + TRIES + " tries; run again",
                last);
    }

    @Override
    public void close() {
        buffer = new byte[0];
        buffered = 0;
        if (upload != null) {
            upload.abort();
            upload = null;
        }
    }
}
