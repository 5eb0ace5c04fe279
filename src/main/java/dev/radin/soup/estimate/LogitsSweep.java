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

    private record Workspace<T>(float[][] logits, Finder<T> finder) {}

    private LogitsSweep() {}

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
        int blockSize = BlockSize.of(table.models(), table.examples(), table.classes());
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
            for (int i = 0; i < table.models(); i++) {
                table.read(i, first, count, workspace.logits[i]);
            }
            List<T> found = new ArrayList<>();
            for (int k = 0; k < count; k++) {
                workspace.finder.find(workspace.logits, k, first + k).ifPresent(one -> {
                    if (bytes.addAndGet(workspace.finder.bytes(one)) <= most) {
                        found.add(one);
                    }
                });
            }
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
