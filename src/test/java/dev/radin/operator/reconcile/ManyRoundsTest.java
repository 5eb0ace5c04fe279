package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.BudgetSpec;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.operator.Decisions;
import dev.radin.operator.Receipted;
import dev.radin.operator.Resources;
import dev.radin.operator.metric.SelectionMetrics;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.protocol.Stage;
import dev.radin.status.Notes;
import dev.radin.status.StatusWriter;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A selection of more stages than its status lists: counts and costs stay right whatever is removed, edited or repeated. */
class ManyRoundsTest {

    private static final int ROUNDS = 8;

    /** Four single models, and two soups a round. */
    private static final int PASSES = 4 + 2 * ROUNDS;

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final SoupSelection resource = Resources.selection("vit", spec -> {
        spec.budget = BudgetSpec.of(2 * ROUNDS);
        spec.workers.passesPerPod = 64;
    });
    private final List<ObservedJob> jobs = new ArrayList<>();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private SelectionMetrics metrics = new SelectionMetrics(registry);

    @BeforeEach
    void run() {
        look();
        while (decide().launch().isPresent()) {
            Decision.Launch launch = decide().launch().get();
            jobs.add(JobMaker.of(resource, launch)
                    .share(Receipted.of(launch.task(), 4, ROUNDS))
                    .complete()
                    .observed());
            look();
        }
    }

    @Test
    void eachPassIsCountedOnce() {
        assertThat(jobs).hasSize(3 + 2 * ROUNDS);
        assertThat(resource.getStatus().stages).hasSizeLessThanOrEqualTo(12);
        assertThat(resource.getStatus().cost.passes).isEqualTo(PASSES);
        assertThat(made()).isEqualTo(PASSES);
    }

    @Test
    void theCostDoesNotFallWhenJobsAreRemovedOneByOne() {
        while (!jobs.isEmpty()) {
            jobs.remove(0);
            look();

            assertThat(decide().launch()).isEmpty();
            assertThat(resource.getStatus().cost.passes)
                    .as("%s Jobs left", jobs.size())
                    .isEqualTo(PASSES);
            assertThat(made()).isEqualTo(PASSES);
        }
    }

    @Test
    void withJobsAndWithoutTheStatusIsTheSame() {
        String expected = json();

        jobs.clear();
        look();

        assertThat(json()).isEqualTo(expected);
    }

    @Test
    void podsThatAreRemovedBeforeTheirJobsChangeNothing() {
        String expected = json();

        jobs.replaceAll(job -> new ObservedJob(job.job(), job.task(), List.of()));
        look();

        assertThat(json()).isEqualTo(expected);
    }

    @Test
    void aSumThatIsLostMendsItselfFromTheJobs() {
        String expected = json();

        resource.getStatus().resumeToken = null;
        resource.getStatus().cost.passes = 2;
        look();

        assertThat(json()).isEqualTo(expected);
    }

    @Test
    void aStatusThatIsRemovedIsMadeAgainAndCountsNothingTwice() {
        String expected = json();

        resource.setStatus(null);
        look();

        assertThat(json()).isEqualTo(expected);
        assertThat(made()).isEqualTo(PASSES);
    }

    @Test
    void aRestartedOperatorCountsNothingThatTheStatusHas() {
        SimpleMeterRegistry fresh = new SimpleMeterRegistry();
        metrics = new SelectionMetrics(fresh);

        look();
        look();

        assertThat(fresh.get("radin.passes").tag("outcome", "made").counter().count())
                .isZero();
    }

    @Test
    void anEditThatIsTakenBackCountsNothingTwice() {
        resource.getSpec().budget = BudgetSpec.of(3);
        look();
        resource.getSpec().budget = BudgetSpec.of(2 * ROUNDS);
        look();

        assertThat(resource.getStatus().cost.passes).isEqualTo(PASSES);
        assertThat(made()).isEqualTo(PASSES);
    }

    @Test
    void theSumOfOtherWorkIsNotAddedToThisOne() {
        resource.getSpec().budget = BudgetSpec.of(3);
        look();

        assertThat(Notes.of(resource).earlier().last()).isZero();
        assertThat(resource.getStatus().cost.passes).isZero();
    }

    @Test
    void publishReportsTheCostOfAllRoundsThoughTheirJobsAreGone() {
        resource.setStatus(null);
        ObservedJob publish = jobs.remove(jobs.size() - 1);
        assertThat(publish.stage()).isEqualTo(Stage.publish);
        look();
        jobs.clear();

        assertThat(decide().launch().orElseThrow().task().cost().passes()).isEqualTo(PASSES);
    }

    private Decision decide() {
        return Decisions.of(resource, jobs);
    }

    private void look() {
        Decision decision = decide();
        SoupSelectionStatus before = resource.getStatus();
        resource.setStatus(
                new StatusWriter(resource, Selections.of(resource)).write(decision.state(), decision.done(), "", NOW));
        metrics.written(resource.getMetadata().getUid(), before, decision.done());
    }

    private double made() {
        return registry.get("radin.passes").tag("outcome", "made").counter().count();
    }

    private String json() {
        return Serialization.asYaml(resource.getStatus());
    }
}
