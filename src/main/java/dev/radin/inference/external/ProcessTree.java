package dev.radin.inference.external;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A process with all that it has started, which end together. Children are known by their parents. On Linux those count too
 * whose parent has ended before them: they have a mark in their environment, or hold an end of the process's standard streams.
 */
final class ProcessTree {

    private static final String VARIABLE = "RADIN_EVALUATOR_PROCESS";
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int POLL_MILLIS = 10;
    private static final List<String> STANDARD_STREAMS = List.of("0", "1", "2");

    private final String mark = VARIABLE + "=" + UUID.randomUUID();
    /** As {@code pipe:[4711]}: nobody but radin has them, and whoever inherited them. */
    private Set<String> pipes = Set.of();

    /** Marks a process that is to be started. */
    void mark(Map<String, String> environment) {
        environment.put(VARIABLE, mark.substring(VARIABLE.length() + 1));
    }

    /** Notes the streams of the process, before it does anything on behalf of radin. */
    void started(Process root) {
        pipes = pipes(root.pid());
    }

    /** Ends all of them, and waits until they have ended. */
    void kill(Process root) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        List<ProcessHandle> found = Stream.of(Stream.of(root.toHandle()), root.descendants(), left().stream())
                .flatMap(processes -> processes)
                .distinct()
                .toList();
        boolean ended;
        do {
            found.forEach(ProcessHandle::destroyForcibly);
            ended = awaitEnd(found, end);
            // What was started meanwhile.
            found = left();
        } while (ended && !found.isEmpty());
        found.forEach(ProcessHandle::destroyForcibly);
    }

    /** @return false where one of them takes too long, as one does that waits for a device, or nobody wants to wait */
    private static boolean awaitEnd(List<ProcessHandle> processes, long end) {
        try {
            for (ProcessHandle process : processes) {
                while (process.isAlive() && !isZombie(process.pid())) {
                    if (System.nanoTime() > end) {
                        return false;
                    }
                    TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Whether it has ended and its parent has not asked for how: the first process of a container may never do so. */
    private static boolean isZombie(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException e) {
            return false;
        }
    }

    private List<ProcessHandle> left() {
        long self = ProcessHandle.current().pid();
        return ProcessHandle.allProcesses()
                .filter(process -> process.pid() != self && (isMarked(process.pid()) || holdsStreams(process.pid())))
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

    private boolean holdsStreams(long pid) {
        return !Collections.disjoint(pipes, pipes(pid));
    }

    /** Those among its standard streams. */
    private static Set<String> pipes(long pid) {
        Set<String> pipes = new HashSet<>();
        for (String stream : STANDARD_STREAMS) {
            try {
                String target = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "fd", stream))
                        .toString();
                if (target.startsWith("pipe:")) {
                    pipes.add(target);
                }
            } catch (IOException e) {
                // closed, somebody else's, or gone
            }
        }
        return pipes;
    }
}
