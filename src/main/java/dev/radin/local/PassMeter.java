package dev.radin.local;

import dev.radin.fault.Counted;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Counts the passes of a stage and foretells its end from what they took so far. */
final class PassMeter {

    private static final double NANOS = 1e9;

    private final LongSupplier nanoTime;
    private final long start;
    private final int planned;
    private int made;
    private int reused;
    private long examplesOfPass;
    private long examplesInPass;
    private long examples;
    private String current = "";

    /** @param planned passes, cached ones included */
    PassMeter(LongSupplier nanoTime, int planned) {
        this.nanoTime = nanoTime;
        this.planned = planned;
        this.start = nanoTime.getAsLong();
    }

    void passStarted(String what, long examplesToRun) {
        current = what;
        examplesOfPass = examplesToRun;
        examplesInPass = 0;
    }

    void examplesDone(long done) {
        examples += done - examplesInPass;
        examplesInPass = done;
    }

    void passMade() {
        made++;
        examplesOfPass = 0;
        examplesInPass = 0;
    }

    void passReused() {
        reused++;
    }

    int planned() {
        return planned;
    }

    int done() {
        return made + reused;
    }

    String current() {
        return current;
    }

    /** From 0 to 1, the part of the current pass that is done included. */
    double share() {
        double partly = examplesOfPass == 0 ? 0 : (double) examplesInPass / examplesOfPass;
        return planned == 0 ? 0 : Math.min(1, (done() + partly) / planned);
    }

    double elapsedSeconds() {
        return (nanoTime.getAsLong() - start) / NANOS;
    }

    /** As people read it, {@code 12,345 examples/s}; empty when nothing can be said yet. */
    String rate() {
        double seconds = elapsedSeconds();
        return examples == 0 || seconds <= 0
                ? ""
                : String.format(Locale.ROOT, "%,d examples/s", Math.round(examples / seconds));
    }

    /**
     * Of the stage, {@code 12 s left}; empty where nobody knows how many passes it takes. Cached passes take no time, so they do not
     * count as progress.
     */
    String left() {
        double partly = examplesOfPass == 0 ? 0 : (double) examplesInPass / examplesOfPass;
        double paid = made + partly;
        double remaining = Math.max(0, planned - reused - paid);
        return planned == 0 || paid <= 0 ? "" : Durations.text(elapsedSeconds() / paid * remaining) + " left";
    }

    /** {@code 16 passes in 3.2 s (4 reused)}. */
    String summary() {
        return Counted.of(made, "pass", "passes") + " in " + Durations.text(elapsedSeconds())
                + (reused > 0 ? " (" + reused + " reused)" : "");
    }
}
