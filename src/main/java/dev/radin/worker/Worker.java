package dev.radin.worker;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.fault.RootCause;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.StageTask;

/** Runs one share of any stage and gives its receipt, whatever happens; only bugs and interruptions are thrown. */
public final class Worker {

    private final StageContext context;

    public Worker(StageContext context) {
        this.context = context;
    }

    public Receipt run(StageTask task, int share) {
        try {
            return switch (task.stage()) {
                case inspect -> new InspectStage(context).run();
                case extract -> new ExtractStage(context).run(task, share);
                case rank -> new RankStage(context).run(task);
                case evaluate -> new EvaluateStage(context).run(task, share);
                case publish -> new PublishStage(context).run(task);
            };
        } catch (RadinException e) {
            return Receipt.failed(task.stage(), e.reason(), e.getMessage());
        } catch (RuntimeException | OutOfMemoryError e) {
            if (RootCause.isOutOfMemory(e)) {
                return outOfMemory(task);
            }
            throw e;
        }
    }

    private Receipt outOfMemory(StageTask task) {
        return Receipt.failed(
                task.stage(),
                Reason.WorkerFailed,
                "out of memory in " + task.title() + " with a heap of "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB; give it more, locally with RADIN_JAVA_OPTS=-Xmx8g, in a cluster with more memory for"
                        + " the pods of spec.workers." + (runsNetwork(task) ? "passes" : "planning"));
    }

    private boolean runsNetwork(StageTask task) {
        return context.workspace().selection().runsNetwork(task.stage());
    }
}
