package dev.radin.inference.external;

import dev.radin.fault.Reason;
import dev.radin.inference.PassProgress;
import java.util.List;
import java.util.Map;

/** A program that is started for each pass, which its last arguments name, and ends with exit code 0 when it has made it. */
public final class OncePerPassProgram implements Program {

    private final ProgramCommand command;

    public OncePerPassProgram(ProgramCommand command) {
        this.command = command;
    }

    @Override
    public Answer run(PassRequest request, PassProgress progress) {
        ChildProcess child = ChildProcess.start(
                command,
                List.of(
                        "--weights",
                        request.weights().toString(),
                        "--dataset",
                        request.dataset(),
                        "--output",
                        request.output().toString()),
                Map.of(
                        "RADIN_DEVICE",
                        request.device(),
                        "RADIN_BATCH_SIZE",
                        request.batchSize() == 0 ? "" : Integer.toString(request.batchSize())));
        try {
            child.endInput();
            return answer(new PassWatch(command, request, child, progress), child);
        } finally {
            child.kill();
        }
    }

    /** What it answers besides is taken as well, so that one program can be started in both ways. */
    private static Answer answer(PassWatch watch, ChildProcess child) {
        Long examples = null;
        while (true) {
            ChildProcess.Event event = watch.next();
            if (event instanceof ChildProcess.Ended ended) {
                if (ended.exitCode() != 0) {
                    throw watch.fault(Reason.WorkerFailed, "ended with exit code " + ended.exitCode());
                }
                return new Answer(examples, child.lastWords());
            }
            // It may close its stdout: the exit code is what counts.
            if (event instanceof ChildProcess.Answered answer) {
                Reply reply = answer.reply();
                if (reply.error().isPresent()) {
                    throw watch.gaveUp(reply.error().get());
                }
                reply.done().ifPresent(watch::done);
                if (reply.examples().isPresent()) {
                    examples = reply.examples().getAsLong();
                }
            }
        }
    }

    @Override
    public void close() {
        // Nothing runs between passes.
    }
}
