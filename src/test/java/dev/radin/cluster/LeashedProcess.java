package dev.radin.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A program with its output in a file, that never outlives this JVM: its shell leaves behind a watcher which reads from a
 * pipe that we hold, and kills the program's process group when the pipe closes, as it does even when we are killed.
 */
final class LeashedProcess implements ContainerProcess {

    private static final String LEASH =
            "exec 3<&0; { cat <&3; kill -KILL -$$; } >/dev/null 2>&1 & " + "exec setsid \"$@\" 3<&- </dev/null";

    private static final int TAIL_LINES = 40;

    private final Process process;
    private final Path log;

    private LeashedProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts {@code command} in {@code folder} with only {@code environment}; both of its outputs are appended to {@code log}. */
    static LeashedProcess start(List<String> command, Path folder, Map<String, String> environment, Path log) {
        List<String> leashed = new ArrayList<>(List.of("/bin/sh", "-c", LEASH, command.get(0)));
        leashed.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(leashed)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            Process process = builder.start();
            // Lets the watcher go as soon as there is nothing left to watch.
            process.onExit().thenAccept(LeashedProcess::letGo);
            return new LeashedProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + command.get(0), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public CompletableFuture<Integer> exit() {
        return process.onExit().thenApply(Process::exitValue);
    }

    @Override
    public void terminate() {
        // Not by the process itself, which would close the pipe too, and so have the watcher kill what was asked to
        // end.
        process.toHandle().destroy();
    }

    /** Returns when it is gone. */
    @Override
    public void kill() {
        letGo(process);
        process.destroyForcibly().onExit().join();
    }

    /** The end of what it said. */
    String tail() {
        try {
            List<String> lines =
                    Files.readString(log, StandardCharsets.ISO_8859_1).lines().toList();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()));
        } catch (IOException e) {
            return "(cannot read " + log + ": " + e.getMessage() + ")";
        }
    }

    String lastLine() {
        String tail = tail();
        return tail.substring(tail.lastIndexOf('\n') + 1);
    }

    private static void letGo(Process process) {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // The watcher is gone, which is all we want of it.
        }
    }
}
