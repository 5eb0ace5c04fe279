package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.fault.Reason;
import dev.radin.operator.Decisions;
import dev.radin.operator.Receipted;
import dev.radin.operator.Recorded;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.status.StatusWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A run that is stopped somewhere, to be recorded as the operator left it. */
final class RecordedRun {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final SoupSelection resource;
    private final int rounds;
    private final List<ObservedJob> jobs = new ArrayList<>();
    private boolean keepsTheSingle;

    RecordedRun(SoupSelection resource, int rounds) {
        this.resource = resource;
        this.rounds = rounds;
    }

    RecordedRun keepingTheSingle() {
        keepsTheSingle = true;
        return this;
    }

    /** Every Job before that of this task has succeeded, and the operator has not looked since. */
    RecordedRun until(String title) {
        Optional<Decision.Launch> launch = look().launch();
        while (launch.isPresent() && !launch.get().task().title().equals(title)) {
            JobMaker job = JobMaker.of(resource, launch.get());
            for (int share = 0; share < launch.get().task().shares(); share++) {
                job.share(receipt(launch.get().task()));
            }
            jobs.add(job.complete().observed());
            launch = title.equals(decide().launch().map(l -> l.task().title()).orElse(""))
                    ? Optional.empty()
                    : look().launch();
        }
        return this;
    }

    /** The Job of the next task is there, and the operator has seen it. */
    RecordedRun with(UnaryOperator<JobMaker> job) {
        Decision.Launch launch = look().launch().orElseThrow();
        jobs.add(job.apply(JobMaker.of(resource, launch)).observed());
        look();
        return this;
    }

    RecordedRun running() {
        return with(job -> job.active(1).runningPod());
    }

    RecordedRun partlyDone() {
        StageTask task = decide().launch().orElseThrow().task();
        return with(job -> job.share(receipt(task)).active(1).runningPod());
    }

    RecordedRun failed() {
        return with(job -> job.failedPod(
                        Reason.StorageFailed.exitCode(),
                        "Error",
                        Receipt.failed(Stage.extract, Reason.StorageFailed, "file:///out: no space left on device"))
                .failed("PodFailurePolicy", "Container worker failed"));
    }

    RecordedRun suspended() {
        resource.getSpec().suspend = true;
        look();
        return this;
    }

    /** They were removed, a day after their end. */
    RecordedRun withoutJobs() {
        jobs.clear();
        return this;
    }

    Recorded record() {
        return Recorded.of(resource, jobs);
    }

    private Decision decide() {
        return Decisions.of(resource, jobs);
    }

    private Decision look() {
        Decision decision = decide();
        resource.setStatus(
                new StatusWriter(resource, Selections.of(resource)).write(decision.state(), decision.done(), "", NOW));
        return decision;
    }

    private Receipt receipt(StageTask task) {
        Receipt receipt = Receipted.of(task, resource.getSpec().models.size(), rounds);
        return keepsTheSingle && task.stage() == Stage.publish
                ? Receipt.published(receipt.result(), receipt.cost(), single(receipt.published()))
                : receipt;
    }

    private static Published single(Published soup) {
        return new Published(
                soup.strategy(),
                new Published.Choice(
                        soup.best().soup(),
                        List.of("a"),
                        null,
                        1,
                        0.78,
                        soup.best().digest(),
                        null),
                soup.single(),
                0,
                null,
                null,
                soup.models(),
                soup.evaluated(),
                soup.evaluations(),
                soup.test(),
                soup.excluded(),
                soup.excludedCount(),
                soup.suspects(),
                soup.suspectCount(),
                soup.report(),
                soup.concordance(),
                null,
                null);
    }
}
