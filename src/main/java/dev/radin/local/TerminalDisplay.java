package dev.radin.local;

import dev.radin.protocol.StageTask;
import java.io.PrintStream;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/** One line that is redrawn while a stage runs; above it, a line for each stage that has ended. */
public final class TerminalDisplay extends Display {

    private static final String ERASE_LINE = "\r\u001b[K";
    private static final int BAR_WIDTH = 20;
    private static final int NARROW_BAR_WIDTH = 6;
    private static final int NARROW_COLUMNS = 60;
    private static final int FEWEST_NAME_CHARACTERS = 16;
    private static final long INTERVAL_NANOS = 100_000_000L;

    private final int columns;
    private long last;

    /**
     * @param columns of the terminal
     * @param nanoTime a clock, as {@code System::nanoTime}
     */
    public TerminalDisplay(PrintStream out, int columns, LongSupplier nanoTime) {
        super(out, nanoTime);
        this.columns = columns;
    }

    /**
     * The width of stderr when it is a terminal that can be redrawn; empty for a pipe or a file. The launcher script found
     * it out, as Java cannot ask about stderr alone.
     */
    public static OptionalInt columns() {
        String columns = System.getProperty("radin.terminal", "plain");
        return columns.matches("[0-9]{1,4}") ? OptionalInt.of(Integer.parseInt(columns)) : OptionalInt.empty();
    }

    @Override
    public void stageStarted(StageTask task, int passes) {
        super.stageStarted(task, passes);
        draw();
    }

    @Override
    protected void line(String text) {
        out.print(ERASE_LINE + text + System.lineSeparator());
        out.flush();
    }

    @Override
    protected void moved() {
        if (nanoTime.getAsLong() - last >= INTERVAL_NANOS) {
            draw();
        }
    }

    private void draw() {
        last = nanoTime.getAsLong();
        out.print(ERASE_LINE + fit());
        out.flush();
    }

    /** Stays one character short of the edge, where some terminals wrap already. */
    private String fit() {
        String title = title(stage);
        if (meter.planned() == 0) {
            return Glyphs.cut((title + meter.current()).stripTrailing(), columns - 1);
        }
        int width = columns < NARROW_COLUMNS ? NARROW_BAR_WIDTH : BAR_WIDTH;
        int filled = (int) Math.round(meter.share() * width);
        String bar = String.valueOf(Glyphs.FULL).repeat(filled)
                + String.valueOf(Glyphs.EMPTY).repeat(width - filled);
        String head = title + bar + " " + meter.done() + "/" + meter.planned();
        StringBuilder tail = new StringBuilder();
        for (String part : new String[] {meter.left(), meter.rate()}) {
            if (!part.isEmpty() && head.length() + 2 + part.length() + tail.length() < columns) {
                tail.insert(0, "  " + part);
            }
        }
        int room = columns - 1 - head.length() - tail.length() - 2;
        String name = room < FEWEST_NAME_CHARACTERS || meter.current().isEmpty()
                ? ""
                : "  " + Glyphs.cut(meter.current(), room);
        return Glyphs.cut(head + name + tail, columns - 1);
    }

    @Override
    public void close() {
        out.print(ERASE_LINE);
        super.close();
    }
}
