package dev.radin.store.http;

import dev.radin.fault.RadinException;
import java.nio.ByteBuffer;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Bytes of an object that have been asked for. Whoever needs them first fetches them, unless somebody has begun. */
final class Extent {

    final long start;
    final int length;
    private final ByteBuffer bytes;
    private final FutureTask<Void> task;

    Extent(Ranges ranges, long start, ByteBuffer bytes) {
        this.start = start;
        this.length = bytes.remaining();
        this.bytes = bytes;
        this.task = new FutureTask<>(() -> ranges.read(start, bytes.duplicate()), null);
    }

    long end() {
        return start + length;
    }

    Runnable task() {
        return task;
    }

    /** All of it. */
    ByteBuffer bytes() {
        task.run();
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RadinException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        return bytes.duplicate();
    }
}
