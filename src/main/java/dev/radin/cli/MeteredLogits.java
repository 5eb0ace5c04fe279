package dev.radin.cli;

import dev.radin.soup.LogitsTable;
import java.util.concurrent.atomic.AtomicLong;

/** Logits whose reading is shown. */
record MeteredLogits(LogitsTable table, PercentLine meter, AtomicLong rowsRead) implements LogitsTable {

    MeteredLogits(LogitsTable table, PercentLine meter) {
        this(table, meter, new AtomicLong());
    }

    @Override
    public int models() {
        return table.models();
    }

    @Override
    public int examples() {
        return table.examples();
    }

    @Override
    public int classes() {
        return table.classes();
    }

    @Override
    public String name(int model) {
        return table.name(model);
    }

    @Override
    public void read(int model, int first, int count, float[] target) {
        table.read(model, first, count, target);
        synchronized (meter) {
            meter.reached(rowsRead.addAndGet(count));
        }
    }
}
