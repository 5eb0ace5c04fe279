package dev.radin.store.http;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that end when nothing is to do, and keep no process from ending. */
final class TransferThreads {

    private TransferThreads() {}

    /** @param most at once; what is given to them then waits */
    static Executor of(int most, String name) {
        ThreadPoolExecutor threads =
                new ThreadPoolExecutor(most, most, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), run -> {
                    Thread thread = new Thread(run, name);
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** Waits for the end of a transfer, whatever it came to; also in a thread that is interrupted, and stays so. */
    static void awaitEnd(Future<?> transfer) {
        boolean interrupted = false;
        boolean ended = false;
        while (!ended) {
            try {
                transfer.get();
                ended = true;
            } catch (ExecutionException e) {
                ended = true; // said to whoever wrote, or of no account any more
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What a transfer came to, once that is known; throws what it threw. */
    static <T> T await(Future<T> transfer) {
        try {
            return transfer.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException fault) {
                throw fault;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RadinException(Reason.StorageFailed, "interrupted while a store was read or written", e);
        }
    }
}
