package dev.radin.cluster;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A {@link ContainerMain} in a thread of its own. A signal ends the container at once, and interrupts the thread. */
final class ContainerThread implements ContainerProcess {

    private static final int TERMINATED = 143;
    private static final int KILLED = 137;
    private static final int CRASHED = 1;

    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final Thread thread;

    private ContainerThread(ContainerMain main, List<String> arguments, Map<String, String> environment, Path log) {
        thread = new Thread(() -> exit.complete(run(main, arguments, environment, log)), "container");
        thread.setDaemon(true);
    }

    static ContainerThread start(
            ContainerMain main, List<String> arguments, Map<String, String> environment, Path log) {
        ContainerThread started = new ContainerThread(main, arguments, environment, log);
        started.thread.start();
        return started;
    }

    private static int run(ContainerMain main, List<String> arguments, Map<String, String> environment, Path log) {
        try (PrintWriter writer = new PrintWriter(log.toFile())) {
            try {
                return main.run(arguments, environment, writer);
            } catch (RuntimeException | Error e) {
                e.printStackTrace(writer);
                return CRASHED;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return exit;
    }

    @Override
    public void terminate() {
        end(TERMINATED);
    }

    @Override
    public void kill() {
        end(KILLED);
    }

    private void end(int exitCode) {
        if (exit.complete(exitCode)) {
            thread.interrupt();
        }
    }
}
