package dev.radin.local;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** Runs at the same time: each begins its first pass when all others do. */
final class RunsTogether {

    private RunsTogether() {}

    static List<Quickstart.Run> of(Quickstart... selections) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(selections.length);
        ExecutorService threads = Executors.newFixedThreadPool(selections.length);
        try {
            List<Future<Quickstart.Run>> running = Stream.of(selections)
                    .map(selection -> threads.submit(() -> selection.run(display -> new StartingTogether(start))))
                    .toList();
            List<Quickstart.Run> ended = new ArrayList<>();
            for (Future<Quickstart.Run> run : running) {
                ended.add(run.get());
            }
            return ended;
        } finally {
            threads.shutdownNow();
        }
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
