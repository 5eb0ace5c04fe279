package dev.radin.soup.estimate;

import dev.radin.soup.BlockSize;
import dev.radin.soup.LogitsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/** Goes over all logits once, by blocks of examples, of which each processor holds one at a time. */
final class LogitsSweep {

    /** What is made of one example. Used by one thread. */
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

    /** In the order of the examples; empty when it would take more than {@code mostBytes}. */
    static <T> Optional<List<T>> each(LogitsTable table, long mostBytes, Supplier<Finder<T>> finders) {
        int blockSize = BlockSize.of(table.models(), table.examples(), table.classes());
        int blocks = (table.examples() + blockSize - 1) / blockSize;
        AtomicLong bytes = new AtomicLong();
        ThreadLocal<Workspace<T>> workspaces = ThreadLocal.withInitial(
                () -> new Workspace<>(new float[table.models()][blockSize * table.classes()], finders.get()));
        List<List<T>> parts = IntStream.range(0, blocks)
                .parallel()
                .mapToObj(block -> {
                    List<T> found = new ArrayList<>();
                    if (bytes.get() > mostBytes) {
                        return found;
                    }
                    Workspace<T> workspace = workspaces.get();
                    int first = block * blockSize;
                    int count = Math.min(blockSize, table.examples() - first);
                    for (int i = 0; i < table.models(); i++) {
                        table.read(i, first, count, workspace.logits[i]);
                    }
                    for (int k = 0; k < count; k++) {
                        workspace.finder.find(workspace.logits, k, first + k).ifPresent(one -> {
                            bytes.addAndGet(workspace.finder.bytes(one));
                            found.add(one);
                        });
                    }
                    return found;
                })
                .toList();
        return bytes.get() > mostBytes
                ? Optional.empty()
                : Optional.of(parts.stream().flatMap(List::stream).toList());
    }
}
