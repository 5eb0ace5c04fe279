package dev.radin.local;

import dev.radin.protocol.Receipt;
import dev.radin.protocol.StageTask;

/** For tests; also the base of those that interfere. */
class SilentDisplay implements Display {

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
    public void note(String sentence) {}

    @Override
    public void close() {}
}
