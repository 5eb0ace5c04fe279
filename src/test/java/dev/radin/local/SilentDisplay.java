package dev.radin.local;

import dev.radin.protocol.Receipt;
import dev.radin.protocol.StageTask;
import java.io.OutputStream;
import java.io.PrintStream;

/** For tests; also the base of those that interfere. */
class SilentDisplay extends Display {

    SilentDisplay() {
        super(new PrintStream(OutputStream.nullOutputStream()), System::nanoTime);
    }

    @Override
    protected void line(String text) {}

    @Override
    protected void moved() {}

    @Override
    public void stageStarted(StageTask task, int passes) {}

    @Override
    public void stageEnded(StageTask task, Receipt receipt) {}

    @Override
    public void passStarted(String what, long examples) {}

    @Override
    public void examplesDone(long examples) {}

    @Override
    public void passMade() {}

    @Override
    public void passReused() {}

    @Override
    public void close() {}
}
