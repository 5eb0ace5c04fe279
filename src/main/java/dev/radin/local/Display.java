package dev.radin.local;

import dev.radin.fault.Counted;
import dev.radin.fault.Printable;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.worker.Progress;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/** Shows a person how far a run is: a line that stays for each stage that has ended, and something while one runs. */
public abstract class Display implements Progress, AutoCloseable {

    static final int TITLE_WIDTH = 12;

    protected final PrintStream out;
    protected final LongSupplier nanoTime;
    protected StageTask stage;
    protected PassMeter meter;

    /** @param nanoTime a clock, as {@code System::nanoTime} */
    Display(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    /** Prints a line that stays. */
    protected abstract void line(String text);

    /** Something moved. */
    protected abstract void moved();

    /** @param passes how many passes the stage may need, cached ones included; 0 for stages that run no network */
    public void stageStarted(StageTask task, int passes) {
        stage = task;
        meter = new PassMeter(nanoTime, passes);
    }

    public void stageEnded(StageTask task, Receipt receipt) {
        if (receipt.failure() != null) {
            stageFailed(task);
            return;
        }
        line(title(task) + summary(receipt));
        for (ExcludedModel model : receipt.excluded()) {
            line("excluded " + model.model() + ": " + model.message());
        }
    }

    /** The stage came to no result; it may have been left with no receipt, as an interrupted pass leaves it. */
    public void stageFailed(StageTask task) {
        line(title(task) + (Thread.currentThread().isInterrupted() ? "interrupted" : "failed"));
    }

    static String title(StageTask task) {
        return String.format("%-" + TITLE_WIDTH + "s", task.title());
    }

    private String summary(Receipt receipt) {
        if (receipt.inspected() != null) {
            int excluded = receipt.inspected().excluded();
            return Counted.of(receipt.inspected().models(), "model")
                    + (excluded > 0 ? ", " + excluded + " excluded" : "")
                    + in();
        }
        if (receipt.ranked() != null) {
            return Counted.of(receipt.ranked().proposed(), "soup") + " proposed, "
                    + receipt.ranked().strategy() + in();
        }
        if (receipt.stage() == Stage.publish && meter.done() == 0) {
            return "done" + in();
        }
        return meter.summary();
    }

    private String in() {
        return " in " + Durations.text(meter.elapsedSeconds());
    }

    @Override
    public void passStarted(String what, long examples) {
        meter.passStarted(what, examples);
        moved();
    }

    @Override
    public void examplesDone(long examples) {
        meter.examplesDone(examples);
        moved();
    }

    @Override
    public void passMade() {
        meter.passMade();
        moved();
    }

    @Override
    public void passReused() {
        meter.passReused();
        moved();
    }

    @Override
    public void passesAwaited(int passes, String by) {
        line(Progress.waiting(passes, by));
    }

    @Override
    public void evaluatorSays(String line) {
        line("evaluator: " + Printable.of(line));
    }

    /** Leaves the terminal tidy. */
    @Override
    public void close() {
        out.flush();
    }
}
