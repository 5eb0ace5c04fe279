package dev.radin.dataset.convert;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.nio.file.Path;

/** How much memory a conversion may hold for what it reads, told before it is allocated. */
public record MemoryBound(long bytes) {

    /**
     * @param what takes so much, as the beginning of a sentence
     * @param advice what else helps than more memory
     * @throws RadinException {@code InvalidInput} beyond the bound, {@code WorkerFailed} beyond what Java has
     */
    void check(Path file, String what, long needed, String advice) {
        if (needed > bytes) {
            throw LocalFile.invalid(
                    file,
                    what + " takes " + mib(needed) + " MiB of memory, more than the " + mib(bytes)
                            + " of --memory; raise it, or " + advice);
        }
        long heap = Runtime.getRuntime().maxMemory();
        if (needed > heap - heap / 8) {
            throw beyondHeap(file, what, advice, null);
        }
    }

    static RadinException beyondHeap(Path file, String what, String advice, Throwable cause) {
        return new RadinException(
                Reason.WorkerFailed,
                LocalFile.uri(file) + ": " + what + " takes more memory than this process has;"
                        + " give it a larger heap, as with RADIN_JAVA_OPTS=-Xmx4g, or " + advice,
                cause);
    }

    private static long mib(long bytes) {
        return bytes + (1 << 20) - 1 >> 20;
    }
}
