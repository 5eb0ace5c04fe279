package dev.radin.operator.metric;

import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.protocol.Stage;
import dev.radin.status.EndedStage;
import dev.radin.status.NewStages;
import dev.radin.status.WorkDone;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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

    /**
     * In basis points, 1/10,000: accuracy is a share, so that most gains are below 0.1; losses may differ by more. Micrometer's
     * histograms round each value up to a whole number, so shares as such would all be counted as 1.
     */
    private static final double[] GAIN_BUCKETS = {1, 10, 30, 100, 300, 1_000, 3_000, 10_000, 100_000};

    private static final double BASIS_POINTS = 10_000;

    private static final double[] CONCORDANCE_BUCKETS = {50, 60, 70, 80, 90};

    private static final double PERCENT = 100;

    /** Coarser than what is left of rounding when scores are subtracted. */
    private static final double FINEST = 1e-6;

    private static final String SUCCEEDED = "succeeded";
    private static final String FAILED = "failed";
    private static final String MADE = "made";
    private static final String REUSED = "reused";
    private static final String SOUP = "soup";
    private static final String SINGLE = "single";

    private final MeterRegistry registry;
    private final Set<String> counted = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > MOST_REMEMBERED;
        }
    });

    /** All begin at 0: of a counter that appears with its first event, Prometheus sees no increase. */
    public SelectionMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (Stage stage : Stage.values()) {
            duration(stage, SUCCEEDED);
            duration(stage, FAILED);
        }
        Stream.of(MADE, REUSED, FAILED).forEach(this::passes);
        for (StrategyChoice.Type strategy : StrategyChoice.Type.values()) {
            results(SOUP, strategy.name());
            results(SINGLE, strategy.name());
            concordance(strategy.name());
        }
        gpuSeconds();
        gain();
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
        Receipt receipt = ended.result().receipt();
        if (ended.start() != null && ended.end() != null) {
            duration(ended.result().task().stage(), ended.succeeded() ? SUCCEEDED : FAILED)
                    .record(Duration.between(ended.start(), ended.end()));
        }
        passes(MADE).increment(receipt.cost().passes());
        passes(REUSED).increment(receipt.cost().reused());
        passes(FAILED).increment(receipt.stage().makesPasses() ? receipt.excludedCount() : 0);
        gpuSeconds().increment(receipt.cost().gpuSeconds());
        if (receipt.published() != null) {
            published(receipt.published());
        }
    }

    private void published(Published result) {
        String strategy = strategy(result.strategy());
        results(result.singleKept() ? SINGLE : SOUP, strategy).increment();
        gain().record(withoutRounding(Math.max(0, result.gain()) * BASIS_POINTS));
        if (result.concordance() != null) {
            concordance(strategy).record(withoutRounding(result.concordance() * PERCENT));
        }
    }

    private static double withoutRounding(double value) {
        return Math.rint(value / FINEST) * FINEST;
    }

    /** The type that the resource has. A receipt comes from a pod, whose words must not become labels at will. */
    private static String strategy(String name) {
        String type = name.replaceFirst("/.*", "");
        return Arrays.stream(StrategyChoice.Type.values()).map(Enum::name).anyMatch(type::equals) ? type : "other";
    }

    private Timer duration(Stage stage, String outcome) {
        return Timer.builder("radin.stage.duration")
                .description("How long stages took, from the Job's start to its end")
                .tag("stage", stage.name())
                .tag("outcome", outcome)
                .serviceLevelObjectives(STAGE_BUCKETS)
                .register(registry);
    }

    private Counter passes(String outcome) {
        return Counter.builder("radin.passes")
                .description("Runs of a network over a dataset")
                .tag("outcome", outcome)
                .register(registry);
    }

    private Counter gpuSeconds() {
        return Counter.builder("radin.gpu.seconds")
                .description("Time that passes took on GPUs")
                .register(registry);
    }

    private Counter results(String kind, String strategy) {
        return Counter.builder("radin.results")
                .description("Selections that came to a result")
                .tag("kind", kind)
                .tag("strategy", strategy)
                .register(registry);
    }

    private DistributionSummary gain() {
        return DistributionSummary.builder("radin.gain.basis.points")
                .description("Gain of the chosen over the best single model, in 1/10,000 of the metric's unit")
                .serviceLevelObjectives(GAIN_BUCKETS)
                .register(registry);
    }

    private DistributionSummary concordance(String strategy) {
        return DistributionSummary.builder("radin.estimate.concordance.percent")
                .description("Share of pairs of evaluated soups that their estimates had in the right order")
                .tag("strategy", strategy)
                .serviceLevelObjectives(CONCORDANCE_BUCKETS)
                .register(registry);
    }
}
