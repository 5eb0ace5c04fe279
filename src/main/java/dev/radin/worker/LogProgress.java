package dev.radin.worker;

import dev.radin.fault.Printable;
import java.io.PrintWriter;

/** A line for every pass, for a pod's log. */
public final class LogProgress implements Progress {

    private final PrintWriter out;

    public LogProgress(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void passStarted(String what, long examples) {
        line(examples == 0 ? what : what + ": " + examples + " examples");
    }

    @Override
    public void examplesDone(long examples) {}

    @Override
    public void passMade() {
        line("pass done");
    }

    @Override
    public void passReused() {
        line("pass found in the cache");
    }

    @Override
    public void passesAwaited(int passes, String by) {
        line(Progress.waiting(passes, by));
    }

    @Override
    public void evaluatorSays(String line) {
        line("evaluator: " + Printable.of(line));
    }

    private void line(String text) {
        out.println(text);
        out.flush();
    }
}
