package dev.radin.local;

import dev.radin.soup.Threads;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs at the same time: each begins its first pass when all others do. */
final class RunsTogether {

    private RunsTogether() {}

    static List<Quickstart.Run> of(Quickstart... selections) {
        CyclicBarrier start = new CyclicBarrier(selections.length);
        return Threads.of(selections.length)
                .map(selections.length, i -> selections[i].run(display -> new StartingTogether(start)));
    }

    private static final class StartingTogether extends SilentDisplay {
        private final CyclicBarrier start;
        private boolean started;

        StartingTogether(CyclicBarrier start) {
            this.start = start;
        }

        @Override
        public void passStarted(String what, long examples) {
            if (started) {
                return;
            }
            started = true;
            try {
                start.await(5, TimeUnit.MINUTES);
            } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
