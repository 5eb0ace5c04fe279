package dev.radin.inference.external;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program that runs: what it answers, that it ended, and its log. */
final class ChildProcess implements AutoCloseable {

    /** An answer, or the exit code of a program that has ended. */
    record Event(Reply reply, int exitCode) {
        boolean isEnd() {
            return reply == null;
        }
    }

    /** Between the end of stdin and the end of the program. */
    private static final int GRACE_SECONDS = 10;
    /** After its end, for what it said last; a child of its own may hold its streams open for ever. */
    private static final int DRAIN_MILLIS = 2000;

    private final Process process;
    private final ProcessTree tree;
    private final LastWords lastWords = new LastWords();
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();

    private final Thread end;

    private ChildProcess(Process process, ProcessTree tree, ProgramCommand program) {
        this.process = process;
        this.tree = tree;
        Thread out = reader("evaluator-out", process.getInputStream(), (line, drawnOver) -> {
            Optional<Reply> reply = Reply.parse(line);
            reply.ifPresentOrElse(r -> events.add(new Event(r, 0)), () -> say(program, line, drawnOver));
        });
        Thread err =
                reader("evaluator-err", process.getErrorStream(), (line, drawnOver) -> say(program, line, drawnOver));
        end = thread("evaluator-end", () -> {
            int exitCode = process.waitFor();
            out.join(DRAIN_MILLIS);
            err.join(DRAIN_MILLIS);
            events.add(new Event(null, exitCode));
        });
        end.start();
    }

    /**
     * @param more arguments after those of the command
     * @param environment variables besides those that every program is given
     */
    static ChildProcess start(ProgramCommand program, List<String> more, Map<String, String> environment) {
        List<String> words = new ArrayList<>(program.command());
        words.addAll(more);
        ProcessTree tree = new ProcessTree();
        ProcessBuilder builder =
                new ProcessBuilder(words).directory(program.folder().toFile());
        ProgramEnvironment.prepare(builder.environment());
        builder.environment().putAll(environment);
        tree.mark(builder.environment());
        try {
            return new ChildProcess(builder.start(), tree, program);
        } catch (IOException e) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "spec.evaluator.container.command: " + program.command().get(0)
                            + " cannot be started in the folder " + program.folder() + ": " + why(e)
                            + "; check its name, and that it is installed and may be executed there",
                    e);
        }
    }

    /** {@code Cannot run program "x" (in directory "y"): error=2, No such file or directory}. */
    private static String why(IOException e) {
        String message = String.valueOf(e.getMessage());
        return message.replaceFirst("(?s)^Cannot run program .*error=\\d+, ", "");
    }

    private void say(ProgramCommand program, String line, boolean drawnOver) {
        lastWords.add(line);
        if (!drawnOver && !line.isBlank()) {
            program.log().accept(line);
        }
    }

    private static Thread reader(String name, InputStream stream, LogLines.Listener listener) {
        Thread reader = thread(name, () -> LogLines.read(stream, listener));
        reader.start();
        return reader;
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private static Thread thread(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        return thread;
    }

    /** That the program has ended, so that nobody reads it, is told by the next event. */
    void send(String line) {
        try {
            OutputStream in = process.getOutputStream();
            in.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            in.flush();
        } catch (IOException e) {
            // See above.
        }
    }

    /** Says that there are no more lines. */
    void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // Nobody reads it.
        }
    }

    /** @return null when nothing happened in that time */
    Event next(Duration patience) throws InterruptedException {
        return events.poll(Math.max(0, patience.toNanos()), TimeUnit.NANOSECONDS);
    }

    /** As a clause that follows a message. */
    String lastWords() {
        return lastWords.quoted();
    }

    /** Ends it and all that it has left, and hears what they said last. */
    void kill() {
        endInput();
        tree.kill(process);
        try {
            end.join(2 * DRAIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets it end by itself for a while, then {@link #kill}s. */
    @Override
    public void close() {
        endInput();
        try {
            if (!Thread.currentThread().isInterrupted()) {
                process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            kill();
        }
    }
}
