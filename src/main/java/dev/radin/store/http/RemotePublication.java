package dev.radin.store.http;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.OutputStore;
import dev.radin.store.Publication;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;

/**
 * What is no more than a part is put in one request, which the server takes only where nothing is; what is larger in parts, under
 * the same condition where they are put together. Servers that refuse a large body hang up while it is sent, and nobody learns
 * why: so where that was not answered it goes in parts as well, which begin with a request that has an answer.
 *
 * <p>The object carries who wrote it. Where no answer came to the request that decides, that tells whether it was this one.
 */
public final class RemotePublication implements Publication {

    private static final int SMALLEST_BUFFER = 1 << 16;

    /** Of a body that servers take whole before they refuse it. */
    private static final int MOST_TAKEN = 256 << 10;

    private static final int TRIES = 8;

    private final Http http;
    private final WriteBehind writeBehind;
    private final ObjectPlace place;
    private final String writer = UUID.randomUUID().toString();
    private byte[] buffer = new byte[0];
    private int buffered;
    private long sizeBytes;
    private OutgoingParts parts;

    public RemotePublication(Http http, WriteBehind writeBehind, ObjectPlace place) {
        this.http = http;
        this.writeBehind = writeBehind;
        this.place = place;
    }

    @Override
    public String uri() {
        return place.uri();
    }

    @Override
    public void write(ByteBuffer source) {
        OutputStore.saying(() -> {
            collect(source);
            return null;
        });
    }

    private void collect(ByteBuffer source) {
        while (source.hasRemaining()) {
            int most = parts == null ? ObjectPlace.Upload.PART_BYTES : parts.nextBytes();
            if (buffered == most) {
                begin();
                buffer = parts.send(buffer);
                buffered = 0;
                continue;
            }
            int count = Math.min(source.remaining(), most - buffered);
            if (buffered + count > buffer.length) {
                int least = parts == null ? SMALLEST_BUFFER : most;
                long size = Math.max(Math.max(least, 2L * buffer.length), buffered + count);
                buffer = Arrays.copyOf(buffer, (int) Math.min(most, size));
            }
            source.get(buffer, buffered, count);
            buffered += count;
            sizeBytes += count;
        }
    }

    private void begin() {
        if (parts == null) {
            parts = new OutgoingParts(place.begin(writer), writeBehind);
        }
    }

    @Override
    public boolean publish() {
        return OutputStore.saying(this::finish);
    }

    private boolean finish() {
        if (parts == null && place.find().isPresent()) {
            return false;
        }
        if (parts != null || buffered > place.mostAtOnce()) {
            sendLast();
        }
        boolean won = decide();
        if (won && parts != null) {
            parts.end();
            parts = null;
        }
        return won;
    }

    private void sendLast() {
        begin();
        if (buffered > 0) {
            parts.sendLast(buffer, buffered);
            buffered = 0;
        }
    }

    /** Sends the request that decides until it is known what came of it. */
    private boolean decide() {
        IOException last = null;
        for (int tries = 1; tries <= TRIES; tries++) {
            try {
                if (parts == null ? place.put(writer, ByteBuffer.wrap(buffer, 0, buffered)) : parts.complete()) {
                    return true;
                }
            } catch (IOException e) {
                last = e;
            }
            Optional<? extends StoredObject> there = place.find();
            if (there.isPresent()) {
                return isOurs(there.get());
            }
            http.time().sleep(200L << tries);
            if (last != null && parts == null && buffered > MOST_TAKEN) {
                sendLast();
            }
        }
        throw new RadinException(
                Reason.StorageFailed,
                uri() + ": cannot be written: no answer came, " + TRIES + " tries; run again",
                last);
    }

    private boolean isOurs(StoredObject there) {
        return writer.equals(there.writer()) && there.sizeBytes() == sizeBytes;
    }

    @Override
    public void close() {
        buffer = new byte[0];
        buffered = 0;
        if (parts != null) {
            parts.abort();
            parts = null;
        }
    }
}
