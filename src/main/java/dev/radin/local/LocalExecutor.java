package dev.radin.local;

import dev.radin.plan.Planner;
import dev.radin.plan.StageResult;
import dev.radin.plan.Step;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.StageTask;
import dev.radin.status.EndedStage;
import dev.radin.worker.Worker;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Runs what the planner asks for, one share after another, in this process. */
public final class LocalExecutor {

    /** How a run ended: with {@link Step.Finished} or {@link Step.Failed}, after these stages. */
    public record Outcome(Step end, List<EndedStage> stages) {}

    private final Planner planner;
    private final Worker worker;
    private final Display display;
    private final InstantSource clock;

    public LocalExecutor(Planner planner, Worker worker, Display display, InstantSource clock) {
        this.planner = planner;
        this.worker = worker;
        this.display = display;
        this.clock = clock;
    }

    public Outcome run() {
        List<EndedStage> stages = new ArrayList<>();
        while (true) {
            Step step = planner.next(stages.stream().map(EndedStage::result).toList())
                    .step();
            if (step instanceof Step.Launch launch) {
                StageTask task = launch.task();
                Instant start = clock.instant();
                Receipt receipt = run(task, passes(task, stages));
                stages.add(new EndedStage(new StageResult(task, receipt), start, clock.instant(), null));
            } else {
                return new Outcome(step, List.copyOf(stages));
            }
        }
    }

    private Receipt run(StageTask task, int passes) {
        display.stageStarted(task, passes);
        Receipt receipt;
        try {
            receipt = shares(task);
        } catch (RuntimeException | Error e) {
            display.stageFailed(task);
            throw e;
        }
        display.stageEnded(task, receipt);
        return receipt;
    }

    private Receipt shares(StageTask task) {
        List<Receipt> shares = new ArrayList<>();
        for (int share = 0; share < task.shares(); share++) {
            Receipt receipt = worker.run(task, share);
            shares.add(receipt);
            if (receipt.failure() != null) {
                break;
            }
        }
        return shares.size() == 1 ? shares.get(0) : Receipt.merge(task.stage(), shares);
    }

    /** What the stage before it said it would take. */
    private static int passes(StageTask task, List<EndedStage> stages) {
        if (stages.isEmpty()) {
            return 0;
        }
        Receipt last = stages.get(stages.size() - 1).result().receipt();
        return switch (task.stage()) {
            case extract -> last.inspected().passes();
            case evaluate -> last.ranked().passes();
            default -> 0;
        };
    }
}
