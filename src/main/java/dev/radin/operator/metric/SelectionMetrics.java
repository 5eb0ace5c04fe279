package dev.radin.operator.metric;

import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import dev.radin.status.EndedStage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * What selections cost and what came of them. Counted when a status tells of it for the first time, so nothing counts
 * twice but what happened in the moment of a crash. No resource's name is a label.
 */
public final class SelectionMetrics {

    private final MeterRegistry registry;

    public SelectionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * After a status was written.
     *
     * @param before the status until then; null when there was none
     * @param passed the stages that the new status tells of
     */
    public void written(SoupSelectionStatus before, List<EndedStage> passed) {
        passed.stream().filter(stage -> isNew(stage, before)).forEach(this::ended);
    }

    private static boolean isNew(EndedStage stage, SoupSelectionStatus before) {
        return before == null
                || before.stages == null
                || before.stages.stream().noneMatch(known -> Objects.equals(known.job, stage.job()));
    }

    private void ended(EndedStage ended) {
        String stage = ended.result().task().stage().name();
        Receipt receipt = ended.result().receipt();
        if (ended.start() != null && ended.end() != null) {
            Timer.builder("radin.stage.duration")
                    .description("How long stages took, from the Job's start to its end")
                    .tag("stage", stage)
                    .tag("outcome", ended.succeeded() ? "succeeded" : "failed")
                    .publishPercentileHistogram()
                    .minimumExpectedValue(Duration.ofSeconds(1))
                    .maximumExpectedValue(Duration.ofHours(24))
                    .register(registry)
                    .record(Duration.between(ended.start(), ended.end()));
        }
        passes("made", receipt.cost().passes());
        passes("reused", receipt.cost().reused());
        passes("failed", receipt.stage().makesPasses() ? receipt.excluded().size() : 0);
        Counter.builder("radin.gpu.seconds")
                .description("Time that passes took on GPUs")
                .register(registry)
                .increment(receipt.cost().gpuSeconds());
        if (receipt.published() != null) {
            published(receipt.published());
        }
    }

    private void passes(String outcome, int count) {
        Counter.builder("radin.passes")
                .description("Runs of a network over a dataset")
                .tag("outcome", outcome)
                .register(registry)
                .increment(count);
    }

    private void published(Published result) {
        Counter.builder("radin.results")
                .description("Selections that came to a result")
                .tag("kind", result.singleKept() ? "single" : "soup")
                .register(registry)
                .increment();
        DistributionSummary.builder("radin.gain")
                .description("Gain of the chosen over the best single model, in the metric's units")
                .register(registry)
                .record(Math.max(0, result.gain()));
        if (result.concordance() != null) {
            DistributionSummary.builder("radin.estimate.concordance")
                    .description("Share of pairs of evaluated soups that their estimates had in the right order")
                    .serviceLevelObjectives(0.5, 0.6, 0.7, 0.8, 0.9)
                    .register(registry)
                    .record(result.concordance());
        }
    }
}
