package dev.radin.soup.estimate;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;

/**
 * What the tables of one ranking, and the kernels that count over them, may take.
 *
 * <p>Two bounds hold for tables. The first is the same on every machine: where the logits that decide are more, all logits
 * are read for each batch of soups instead, which is slower, so fewer soups are looked at. The second is this machine's,
 * and changes nothing but whether there is an answer: otherwise what is proposed would depend on who asks.
 */
final class RankingMemory {

    /** Of all tables of a ranking; so much that the default of {@code --memory} holds them. */
    private static final long MOST_TABLE_BYTES = 384L << 20;

    private final long memoryBytes;
    private long tablesLeft = MOST_TABLE_BYTES;
    private long left;

    /** @param memoryBytes of which a quarter is for the soups that are looked at, and for blocks of logits */
    RankingMemory(long memoryBytes) {
        this.memoryBytes = memoryBytes;
        this.left = usable(memoryBytes);
    }

    private static long usable(long memoryBytes) {
        return memoryBytes - memoryBytes / 4;
    }

    /** What a further table may take at most, on every machine. */
    long tablesLeft() {
        return tablesLeft;
    }

    long left() {
        return left;
    }

    /**
     * @param data what the table is of
     * @param bytes at most {@link #tablesLeft}
     * @throws RadinException {@code MachineUnfit} when this machine does not have as much
     */
    void takeTable(String data, long bytes) {
        if (bytes > left) {
            long needed = usable(memoryBytes) - left + bytes;
            throw new RadinException(
                    Reason.MachineUnfit,
                    data + ": ranking needs " + mib(bytes) + " MiB for the logits that decide between soups, and of"
                            + " --memory " + (memoryBytes >> 20) + " it has " + (left >> 20) + " MiB for them; give"
                            + " --memory " + mib(needed + (needed + 2) / 3) + " or more");
        }
        tablesLeft -= bytes;
        left -= bytes;
    }

    /** False when there is not as much left; nothing is taken then. */
    boolean take(long bytes) {
        boolean enough = bytes <= left;
        left -= enough ? bytes : 0;
        return enough;
    }

    /** Rounded up. */
    private static long mib(long bytes) {
        return (bytes + (1 << 20) - 1) >> 20;
    }
}
