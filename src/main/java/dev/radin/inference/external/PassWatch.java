package dev.radin.inference.external;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.PassInterrupted;
import dev.radin.inference.PassProgress;
import java.time.Duration;

/** Waits for what happens in a pass until its deadline. */
final class PassWatch {

    private static final int QUOTED = 1000;

    private final ProgramCommand command;
    private final PassRequest request;
    private final ChildProcess child;
    private final PassProgress progress;
    private final long end;
    private int done;

    PassWatch(ProgramCommand command, PassRequest request, ChildProcess child, PassProgress progress) {
        this.command = command;
        this.request = request;
        this.child = child;
        this.progress = progress;
        this.end = System.nanoTime() + command.deadline().toNanos();
    }

    /**
     * @throws RadinException {@code WorkerFailed} when the pass is not settled until the deadline, whatever is said of its
     *     progress; {@code InvalidInput} for an answer that is too long to be read
     */
    ChildProcess.Event next() {
        try {
            long left = end - System.nanoTime();
            ChildProcess.Event event = child.next(Duration.ofNanos(left));
            if (event == null || left < 0 && isProgress(event)) {
                throw fault(
                        Reason.WorkerFailed,
                        "was not done after " + command.deadline().toSeconds()
                                + " s and was ended; if a pass may take longer, raise"
                                + " spec.evaluator.container.passDeadlineSeconds");
            }
            if (event instanceof ChildProcess.AnsweredTooLong answer) {
                throw fault(
                        Reason.InvalidInput,
                        "answered with a line of more than " + LogLines.MOST_BYTES + " bytes: "
                                + Printable.of(answer.beginning(), QUOTED));
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PassInterrupted("interrupted in the pass of " + request.what());
        }
    }

    private static boolean isProgress(ChildProcess.Event event) {
        return event instanceof ChildProcess.Answered answer && !answer.reply().settles();
    }

    /** @param reason as the program gives it */
    RadinException gaveUp(String reason) {
        return fault(Reason.InvalidInput, "gave up: " + Printable.of(reason, QUOTED));
    }

    /** Counts forwards only, whatever the program says. */
    void done(long examples) {
        done = (int) Math.max(done, Math.min(Integer.MAX_VALUE, examples));
        progress.examplesDone(done);
    }

    /** Names program and pass, and ends with what the program last said. */
    RadinException fault(Reason reason, String what) {
        return new RadinException(
                reason, command.title() + ", in the pass of " + request.what() + ": " + what + child.lastWords());
    }
}
