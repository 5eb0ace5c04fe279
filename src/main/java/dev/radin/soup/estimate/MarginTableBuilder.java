package dev.radin.soup.estimate;

import dev.radin.soup.BlockSize;
import dev.radin.soup.Labels;
import dev.radin.soup.LogitsTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Builds a {@link MarginTable} in one pass over the logits, of which each processor holds one block at a time. */
final class MarginTableBuilder {

    /** @param undecided in the order of the examples */
    private record Part(int alwaysCorrect, List<Contest> undecided) {}

    private final LogitsTable table;
    private final Labels labels;
    private final long mostBytes;
    private final int blockSize;
    private final AtomicLong bytes = new AtomicLong();
    private final ThreadLocal<Workspace> workspaces = ThreadLocal.withInitial(this::workspace);

    private record Workspace(float[][] logits, ContestFinder finder) {}

    private MarginTableBuilder(LogitsTable table, Labels labels, long mostBytes) {
        this.table = table;
        this.labels = labels;
        this.mostBytes = mostBytes;
        this.blockSize = BlockSize.of(table.models(), table.examples(), table.classes());
    }

    /**
     * Empty when the table would hold more than {@code mostBytes} of logits.
     *
     * @throws dev.radin.fault.RadinException InvalidInput when a logit is not finite
     */
    static Optional<MarginTable> build(LogitsTable table, Labels labels, long mostBytes) {
        return new MarginTableBuilder(table, labels, mostBytes).build();
    }

    private Optional<MarginTable> build() {
        int blocks = (table.examples() + blockSize - 1) / blockSize;
        List<Part> parts =
                IntStream.range(0, blocks).parallel().mapToObj(this::part).toList();
        if (bytes.get() > mostBytes) {
            return Optional.empty();
        }
        List<Contest> contests =
                parts.stream().flatMap(p -> p.undecided.stream()).toList();
        int alwaysCorrect = parts.stream().mapToInt(Part::alwaysCorrect).sum();
        return Optional.of(new MarginTable(table.models(), table.examples(), alwaysCorrect, contests));
    }

    private Workspace workspace() {
        return new Workspace(new float[table.models()][blockSize * table.classes()], new ContestFinder(table));
    }

    private Part part(int block) {
        List<Contest> undecided = new ArrayList<>();
        if (bytes.get() > mostBytes) {
            return new Part(0, undecided);
        }
        Workspace workspace = workspaces.get();
        int first = block * blockSize;
        int count = Math.min(blockSize, table.examples() - first);
        for (int i = 0; i < table.models(); i++) {
            table.read(i, first, count, workspace.logits[i]);
        }
        int alwaysCorrect = 0;
        for (int k = 0; k < count; k++) {
            Optional<Contest> contest = workspace.finder.find(workspace.logits, k, first + k, labels.label(first + k));
            if (contest.isEmpty()) {
                continue;
            }
            if (contest.get().rivals() == 0) {
                alwaysCorrect++;
            } else {
                undecided.add(contest.get());
                bytes.addAndGet((long) Float.BYTES * contest.get().logits().length);
            }
        }
        return new Part(alwaysCorrect, undecided);
    }
}
