package dev.radin.inference.external;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final int PATIENCE_SECONDS = 5;

    private final String mark = VARIABLE + "=" + UUID.randomUUID();

    /** Marks a process that is to be started. */
    void mark(Map<String, String> environment) {
        environment.put(VARIABLE, mark.substring(VARIABLE.length() + 1));
    }

    /** Ends all of them, and waits until they have ended. */
    void kill(Process root) {
        kill(Stream.concat(Stream.concat(root.descendants(), marked()), Stream.of(root.toHandle())));
        // What was started meanwhile.
        kill(marked());
    }

    private static void kill(Stream<ProcessHandle> processes) {
        List<ProcessHandle> all = processes.distinct().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        for (ProcessHandle process : all) {
            try {
                process.onExit().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (ExecutionException | TimeoutException e) {
                // The kernel is slow to end it, as when it waits for a device.
            }
        }
    }

    private Stream<ProcessHandle> marked() {
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses().filter(process -> process.pid() != self && isMarked(process.pid()));
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
