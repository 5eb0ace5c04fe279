package dev.radin.local;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/** Lines for a pipe or a log: one when a stage ends, and every ten seconds while it runs. */
public final class PlainDisplay extends Display {

    private static final long INTERVAL_NANOS = 10_000_000_000L;

    private long last;

    /** @param nanoTime a clock, as {@code System::nanoTime} */
    public PlainDisplay(PrintStream out, LongSupplier nanoTime) {
        super(out, nanoTime);
        this.last = nanoTime.getAsLong();
    }

    @Override
    protected void line(String text) {
        out.println(text);
        last = nanoTime.getAsLong();
    }

    @Override
    protected void moved() {
        if (nanoTime.getAsLong() - last >= INTERVAL_NANOS) {
            List<String> parts = new ArrayList<>();
            // Publish learns only on its way how many passes its test data take.
            parts.add(
                    meter.planned() == 0
                            ? meter.done() + " passes made"
                            : meter.done() + " of " + meter.planned() + " passes");
            parts.add(meter.rate());
            parts.add(meter.left());
            parts.removeIf(String::isEmpty);
            line(title(stage) + String.join(", ", parts));
        }
    }
}
