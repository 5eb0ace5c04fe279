package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.fault.Reason;
import dev.radin.operator.Decisions;
import dev.radin.operator.Receipted;
import dev.radin.operator.Resources;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.plan.Step;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.StageTask;
import dev.radin.status.SelectionState;
import dev.radin.status.StatusWriter;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** A selection and its Jobs, taken from one decision to the next. */
abstract class DecidedSelection {

    final SoupSelection resource = Resources.selection("vit");
    final List<ObservedJob> jobs = new ArrayList<>();

    final Decision decide() {
        return Decisions.of(resource, jobs);
    }

    final StageTask task() {
        return ((SelectionState.Running) decide().state()).task();
    }

    final void succeed() {
        Decision.Launch launch = decide().launch().orElseThrow();
        JobMaker job = JobMaker.of(resource, launch);
        for (int share = 0; share < launch.task().shares(); share++) {
            job.share(Receipted.of(launch.task(), 4, 2));
        }
        jobs.add(job.complete().observed());
    }

    final void run(UnaryOperator<JobMaker> state) {
        jobs.add(state.apply(JobMaker.of(resource, decide().launch().orElseThrow()))
                .observed());
    }

    final void fail(Reason reason, String message) {
        Decision.Launch launch = decide().launch().orElseThrow();
        jobs.add(JobMaker.of(resource, launch)
                .failedPod(
                        reason.exitCode(), "Error", Receipt.failed(launch.task().stage(), reason, message))
                .failed("PodFailurePolicy", "Container worker failed")
                .observed());
    }

    final Receipt.Failure failure() {
        Step end = ((SelectionState.Ended) decide().state()).end();
        return ((Step.Failed) end).failure();
    }

    final void write(Decision decision) {
        resource.setStatus(new StatusWriter(resource, Selections.of(resource))
                .write(decision.state(), decision.done(), "", Instant.parse("2026-11-24T10:00:00Z")));
    }

    final String json() {
        return Serialization.asYaml(resource.getStatus());
    }
}
