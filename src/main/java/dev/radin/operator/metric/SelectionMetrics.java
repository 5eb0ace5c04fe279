package dev.radin.operator.metric;

import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import dev.radin.status.EndedStage;
import dev.radin.status.NewStages;
import dev.radin.status.WorkDone;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What selections cost and what came of them. A stage is counted when a status has it for the first time, and never again by
 * this process, whatever becomes of that status. No resource's name is a label.
 */
public final class SelectionMetrics {

    /** Jobs that are remembered as counted. They exist for a day, and so many stages do not end in one. */
    private static final int MOST_REMEMBERED = 100_000;

    private static final Duration[] STAGE_BUCKETS = {
        Duration.ofSeconds(10),
        Duration.ofSeconds(30),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(15),
        Duration.ofHours(1),
        Duration.ofHours(4),
        Duration.ofHours(12),
        Duration.ofHours(24)
    };

    /** Accuracy is a share, so that most gains are below 0.1; losses may differ by more. */
    private static final double[] GAIN_BUCKETS = {0.0001, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 10};

    private final MeterRegistry registry;
    private final Set<String> counted = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    public SelectionMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    /**
     * After a status was written.
     *
     * @param uid of the selection
     * @param before the status until then; null when there was none
     * @param done what the new status was made from
     */
    public void written(String uid, SoupSelectionStatus before, WorkDone done) {
        List<EndedStage> newStages = NewStages.of(uid, before, done);
        for (EndedStage stage : done.stages()) {
            if (remember(uid + "/" + stage.job()) && newStages.contains(stage)) {
                ended(stage);
            }
        }
    }

    private boolean remember(String job) {
        synchronized (counted) {
            return counted.add(job);
        }
    }

    private void ended(EndedStage ended) {
        String stage = ended.result().task().stage().name();
        Receipt receipt = ended.result().receipt();
        if (ended.start() != null && ended.end() != null) {
            Timer.builder("radin.stage.duration")
                    .description("How long stages took, from the Job's start to its end")
                    .tag("stage", stage)
                    .tag("outcome", ended.succeeded() ? "succeeded" : "failed")
                    .serviceLevelObjectives(STAGE_BUCKETS)
                    .register(registry)
                    .record(Duration.between(ended.start(), ended.end()));
        }
        passes("made", receipt.cost().passes());
        passes("reused", receipt.cost().reused());
        passes("failed", receipt.stage().makesPasses() ? receipt.excludedCount() : 0);
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
                .serviceLevelObjectives(GAIN_BUCKETS)
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
