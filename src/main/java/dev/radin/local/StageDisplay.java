package dev.radin.local;

import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import java.io.PrintStream;
import java.util.function.LongSupplier;

/** What both displays have in common: the lines that stay when a stage has ended. */
abstract class StageDisplay implements Display {

    static final int TITLE_WIDTH = 12;

    protected final PrintStream out;
    protected final LongSupplier nanoTime;
    protected StageTask stage;
    protected PassMeter meter;

    StageDisplay(PrintStream out, LongSupplier nanoTime) {
        this.out = out;
        this.nanoTime = nanoTime;
    }

    /** Prints a line that stays. */
    protected abstract void line(String text);

    /** Something moved. */
    protected abstract void moved();

    @Override
    public void stageStarted(StageTask task, int passes) {
        stage = task;
        meter = new PassMeter(nanoTime, passes);
    }

    @Override
    public void stageEnded(StageTask task, Receipt receipt) {
        String title = String.format("%-" + TITLE_WIDTH + "s", task.title());
        if (receipt.failure() != null) {
            line(title + "failed");
            return;
        }
        line(title + summary(receipt));
        for (ExcludedModel model : receipt.excluded()) {
            line("excluded " + model.model() + ": " + model.message());
        }
    }

    private String summary(Receipt receipt) {
        if (receipt.inspected() != null) {
            int excluded = receipt.inspected().excluded();
            return receipt.inspected().models() + " models" + (excluded > 0 ? ", " + excluded + " excluded" : "")
                    + in();
        }
        if (receipt.ranked() != null) {
            return receipt.ranked().proposed() + " soups proposed, "
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
    public void note(String sentence) {
        line("note: " + sentence);
    }

    @Override
    public void close() {
        out.flush();
    }
}
