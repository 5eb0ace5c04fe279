package dev.radin.soup.estimate;

import dev.radin.soup.BlockSize;
import dev.radin.soup.LogitsTable;
import dev.radin.soup.Threads;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Goes over all logits once, by blocks of examples, of which each thread holds one at a time. */
final class LogitsSweep {

    /** What is made of one example. Used by one thread at a time. */
    interface Finder<T> {

        /**
         * @param logits [models][examples of a block, classes]
         * @param place of the example in {@code logits}
         * @param example its place in the whole table
         * @return empty when no mixture can change what the example adds to the score, so nothing of it need be kept
         */
        Optional<T> find(float[][] logits, int place, int example);

        /** Of memory that a finding takes. */
        long bytes(T found);
    }

    /** A method for each loop: a loop that takes in all that the others call is compiled late, for long, and more than once. */
    private record Workspace<T>(float[][] logits, Finder<T> finder) {

        void read(LogitsTable table, int first, int count) {
            for (int i = 0; i < logits.length; i++) {
                table.read(i, first, count, logits[i]);
            }
        }

        /** @param bytes of all findings; nothing is kept beyond the most */
        List<T> find(int first, int count, AtomicLong bytes, long most) {
            List<T> kept = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                finder.find(logits, k, first + k).ifPresent(found -> {
                    if (bytes.addAndGet(finder.bytes(found)) <= most) {
                        kept.add(found);
                    }
                });
            }
            return kept;
        }
    }

    private LogitsSweep() {}

    /** Examples a block. */
    static int blockSize(LogitsTable table) {
        return BlockSize.of(table.models(), table.examples(), table.classes());
    }

    /**
     * In the order of the examples; empty when it would take more than any machine keeps. Even then it goes on to the end, so
     * that what is wrong with the logits is found, and found first, whatever the threads.
     *
     * @throws dev.radin.fault.RadinException {@code MachineUnfit} when it would take more than this machine has
     */
    static <T> Optional<List<T>> each(
            ValidationSet set, RankingMemory memory, Threads threads, Supplier<Finder<T>> finders) {
        LogitsTable table = set.logits();
        long most = Math.min(memory.tablesLeft(), memory.left());
        int blockSize = blockSize(table);
        int blocks = (table.examples() + blockSize - 1) / blockSize;
        AtomicLong bytes = new AtomicLong();
        Queue<Workspace<T>> idle = new ConcurrentLinkedQueue<>();
        long workspaceBytes = (long) Float.BYTES * table.models() * blockSize * table.classes();
        List<List<T>> parts = threads.atMost(memory.left() / 4 / workspaceBytes).map(blocks, block -> {
            Workspace<T> workspace = Optional.ofNullable(idle.poll())
                    .orElseGet(() ->
                            new Workspace<>(new float[table.models()][blockSize * table.classes()], finders.get()));
            int first = block * blockSize;
            int count = Math.min(blockSize, table.examples() - first);
            workspace.read(table, first, count);
            List<T> found = workspace.find(first, count, bytes, most);
            idle.add(workspace);
            return found;
        });
        if (bytes.get() > memory.tablesLeft()) {
            return Optional.empty();
        }
        memory.takeTable(set.title(), bytes.get());
        return Optional.of(parts.stream().flatMap(List::stream).toList());
    }
}
