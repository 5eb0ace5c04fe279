package dev.radin.inference.external;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A program that runs: what it answers, that it ended, and its log. */
final class ChildProcess implements AutoCloseable {

    /** What happens to it. */
    sealed interface Event {}

    record Answered(Reply reply) implements Event {}

    /** The beginning of an answer that is longer than a line may be. */
    record AnsweredTooLong(String beginning) implements Event {}

    /** It goes on, and has closed its stdout. */
    record Silenced() implements Event {}

    record Ended(int exitCode) implements Event {}

    /** Between the end of stdin and the end of the program. */
    private static final int GRACE_SECONDS = 10;
    /** After its end, for what it said last; a child of its own may hold its streams open for ever. */
    private static final int DRAIN_MILLIS = 2000;
    /** A program that says more than anybody hears waits, as it does at a full pipe. */
    private static final int MOST_EVENTS = 100;

    private final Process process;
    private final ProcessTree tree;
    private final LastWords lastWords = new LastWords();
    private final BlockingQueue<Event> events = new ArrayBlockingQueue<>(MOST_EVENTS, true);
    /** Lines for its stdin, and an empty one at their end. */
    private final BlockingQueue<Optional<String>> input = new LinkedBlockingQueue<>();

    private final Thread end;
    private volatile boolean isHeard = true;

    private ChildProcess(Process process, ProcessTree tree, ProgramCommand program) {
        this.process = process;
        this.tree = tree;
        start("evaluator-in", this::writeInput);
        Thread out = start("evaluator-out", () -> {
            LogLines.read(process.getInputStream(), line -> hear(program, line));
            if (!process.waitFor(DRAIN_MILLIS, TimeUnit.MILLISECONDS)) {
                tell(new Silenced());
            }
        });
        Thread err = start("evaluator-err", () -> LogLines.read(process.getErrorStream(), line -> say(program, line)));
        end = start("evaluator-end", () -> {
            int exitCode = process.waitFor();
            out.join(DRAIN_MILLIS);
            // Who holds the one has the other as well, and has been waited for.
            err.join(out.isAlive() ? 1 : DRAIN_MILLIS);
            tell(new Ended(exitCode));
        });
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
            Process process = builder.start();
            tree.started(process);
            return new ChildProcess(process, tree, program);
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

    private void hear(ProgramCommand program, LogLines.Line line) throws InterruptedException {
        Optional<Reply> reply = line.isCut() ? Optional.empty() : Reply.parse(line.text());
        if (reply.isPresent()) {
            tell(new Answered(reply.get()));
        } else if (line.isCut() && Reply.isBegunBy(line.text())) {
            tell(new AnsweredTooLong(line.text()));
        } else {
            say(program, line);
        }
    }

    private void say(ProgramCommand program, LogLines.Line line) {
        lastWords.add(line.text());
        if (!line.drawnOver() && !line.text().isBlank()) {
            program.log().accept(line.text());
        }
    }

    private void tell(Event event) throws InterruptedException {
        if (isHeard) {
            events.put(event);
        }
    }

    /** By a thread of its own: a program that does not read would have the other wait beyond its deadline. */
    private void writeInput() throws InterruptedException {
        try (OutputStream in = process.getOutputStream()) {
            for (Optional<String> line = input.take(); line.isPresent(); line = input.take()) {
                in.write((line.get() + "\n").getBytes(StandardCharsets.UTF_8));
                in.flush();
            }
        } catch (IOException e) {
            // Nobody reads it any more. That the program has ended is told by the next event.
        }
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private static Thread start(String name, Task task) {
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
        thread.start();
        return thread;
    }

    /** Does not wait until the program reads it. */
    void send(String line) {
        input.add(Optional.of(line));
    }

    /** Says that there are no more lines. */
    void endInput() {
        input.add(Optional.empty());
    }

    /** Nobody asks for events any more, and who has one to tell need not wait. */
    private void dismiss() {
        isHeard = false;
        events.clear();
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
        dismiss();
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
        dismiss();
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
