package dev.radin.inference.external;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.PassInterrupted;
import dev.radin.inference.PassProgress;
import java.time.Duration;

/** Waits for what happens in a pass until its deadline. */
final class PassWatch {

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

    /** @throws RadinException {@code WorkerFailed} when nothing happens until the deadline */
    ChildProcess.Event next() {
        try {
            ChildProcess.Event event = child.next(Duration.ofNanos(end - System.nanoTime()));
            if (event == null) {
                throw fault(
                        Reason.WorkerFailed,
                        "was not done after " + command.deadline().toSeconds()
                                + " s and was ended; if a pass may take longer, raise"
                                + " spec.evaluator.container.passDeadlineSeconds");
            }
            return event;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PassInterrupted("interrupted in the pass of " + request.what());
        }
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
