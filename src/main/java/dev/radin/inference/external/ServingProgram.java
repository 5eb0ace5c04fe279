package dev.radin.inference.external;

import dev.radin.fault.Printable;
import dev.radin.fault.Reason;
import dev.radin.inference.PassProgress;
import java.util.List;
import java.util.Map;

/**
 * A program that is started once and reads a line for each pass. One
 * that has failed is ended, and started anew if it is asked again.
 */
public final class ServingProgram implements Program {

    private static final int QUOTED = 200;

    private final ProgramCommand command;
    private ChildProcess child;
    private long passes;

    public ServingProgram(ProgramCommand command) {
        this.command = command;
    }

    @Override
    public Answer run(PassRequest request, PassProgress progress) {
        if (child == null) {
            child = ChildProcess.start(command, List.of(), Map.of());
        }
        boolean answered = false;
        try {
            passes++;
            child.send(request.line(passes));
            Answer answer = answer(request, progress);
            answered = true;
            return answer;
        } finally {
            if (!answered) {
                child.kill();
                child = null;
            }
        }
    }

    private Answer answer(PassRequest request, PassProgress progress) {
        PassWatch watch = new PassWatch(command, request, child, progress);
        while (true) {
            ChildProcess.Event event = watch.next();
            if (event instanceof ChildProcess.Ended ended) {
                throw watch.fault(
                        Reason.WorkerFailed, "ended with exit code " + ended.exitCode() + " before it answered");
            }
            if (!(event instanceof ChildProcess.Answered answer)) {
                throw watch.fault(Reason.InvalidInput, "closed its standard output and goes on, so it cannot answer");
            }
            Reply reply = answer.reply();
            if (reply.isLate(passes)) {
                continue;
            }
            if (!reply.isTo(passes)) {
                throw watch.fault(
                        Reason.InvalidInput,
                        "was asked for pass " + passes + " and answered " + Printable.of(reply.text(), QUOTED));
            }
            if (reply.error().isPresent()) {
                throw watch.gaveUp(reply.error().get());
            }
            if (reply.examples().isPresent()) {
                return new Answer(reply.examples().getAsLong(), child.lastWords());
            }
            if (reply.done().isEmpty()) {
                throw watch.fault(
                        Reason.InvalidInput,
                        "answered " + Printable.of(reply.text(), QUOTED)
                                + ", which has neither examples, done nor error");
            }
            watch.done(reply.done().getAsLong());
        }
    }

    @Override
    public void close() {
        if (child != null) {
            child.close();
            child = null;
        }
    }
}
