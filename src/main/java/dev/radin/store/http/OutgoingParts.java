package dev.radin.store.http;

import dev.radin.fault.RadinException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;

/** The parts of one object, several of which are sent at once while the next one is made. */
final class OutgoingParts {

    private final ObjectPlace.Upload upload;
    private final WriteBehind writeBehind;
    private final int mostAtOnce;

    /** By which the server knows each part, once it is there. */
    private final List<Future<String>> parts = new ArrayList<>();

    /** Of the parts, from the first on, those that are known to be there. */
    private int there;

    private volatile boolean abandoned;

    OutgoingParts(ObjectPlace.Upload upload, WriteBehind writeBehind) {
        this.upload = upload;
        this.writeBehind = writeBehind;
        this.mostAtOnce = upload.isSequential() ? 1 : WriteBehind.THREADS;
        writeBehind.arrays().enter();
    }

    /** Of how many bytes the next part has to be, unless it is the last. */
    int nextBytes() {
        return upload.partBytes(parts.size());
    }

    /**
     * Sends a part that is not the last while the next one is made, or at once where there is no memory for both.
     *
     * @param array all of which it is
     * @return the array for the next one
     * @throws RadinException also where an earlier part could not be sent
     */
    byte[] send(byte[] array) {
        requireThere(mostAtOnce - 1);
        byte[] next = writeBehind.arrays().take(array.length);
        if (next == null) {
            sendLast(array, array.length);
            return array;
        }
        FutureTask<String> part = part(
                parts.size(), array, array.length, () -> writeBehind.arrays().giveBack(array));
        parts.add(part);
        writeBehind.threads().execute(part);
        return next;
    }

    /** Sends a part that nothing is made beside of. */
    void sendLast(byte[] array, int length) {
        requireThere(mostAtOnce - 1);
        FutureTask<String> part = part(parts.size(), array, length, () -> {});
        parts.add(part);
        part.run();
    }

    private FutureTask<String> part(int index, byte[] array, int length, Runnable sent) {
        return new FutureTask<>(() -> {
            try {
                return abandoned ? "" : upload.send(index, ByteBuffer.wrap(array, 0, length));
            } finally {
                sent.run();
            }
        });
    }

    /** Waits until no more than {@code others} parts are on their way, and throws what became of those that are not there. */
    private void requireThere(int others) {
        while (there < parts.size()
                && (parts.size() - there > others || parts.get(there).isDone())) {
            TransferThreads.await(parts.get(there));
            there++;
        }
    }

    /**
     * Puts the parts together where nothing is.
     *
     * @return whether they were put there; else something was in the way
     * @throws IOException where nobody knows
     */
    boolean complete() throws IOException {
        requireThere(0);
        return upload.complete(parts.stream().map(TransferThreads::await).toList());
    }

    /** Gives up the parts. */
    void abort() {
        abandoned = true;
        parts.forEach(TransferThreads::awaitEnd);
        end();
        upload.abort();
    }

    /** The parts are an object, or given up. */
    void end() {
        writeBehind.arrays().leave();
    }
}
