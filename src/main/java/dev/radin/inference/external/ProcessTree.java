package dev.radin.inference.external;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * A process with all that it has started, which end together. Children are known by their parents, and on Linux by a mark in
 * their environment as well, so that those count too whose parent has ended before them.
 */
final class ProcessTree {

    private static final String VARIABLE = "RADIN_EVALUATOR_PROCESS";
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String mark = VARIABLE + "=" + UUID.randomUUID();

    /** Marks a process that is to be started. */
    void mark(Map<String, String> environment) {
        environment.put(VARIABLE, mark.substring(VARIABLE.length() + 1));
    }

    /** Ends all of them, and waits until they have ended. */
    void kill(Process root) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<ProcessHandle> found = Stream.of(Stream.of(root.toHandle()), root.descendants(), marked().stream())
                .flatMap(processes -> processes)
                .distinct()
                .toList();
        boolean ended;
        do {
            found.forEach(ProcessHandle::destroyForcibly);
            ended = awaitEnd(found, end);
            // What was started meanwhile.
            found = marked();
        } while (ended && !found.isEmpty());
        found.forEach(ProcessHandle::destroyForcibly);
    }

    /** @return false where one of them takes too long, as one does that waits for a device, or nobody wants to wait */
    private static boolean awaitEnd(List<ProcessHandle> processes, long end) {
        try {
            for (ProcessHandle process : processes) {
                process.onExit().get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        }
    }

    private List<ProcessHandle> marked() {
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self && isMarked(process.pid()))
                .toList();
    }

    private boolean isMarked(long pid) {
        try {
            byte[] environment = Files.readAllBytes(Path.of("/proc", Long.toString(pid), "environ"));
            return Arrays.asList(new String(environment, StandardCharsets.ISO_8859_1).split("\0"))
                    .contains(mark);
        } catch (IOException e) {
            return false; // somebody else's, or gone
        }
    }
}
