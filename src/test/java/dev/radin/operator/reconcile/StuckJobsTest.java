package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.fault.Reason;
import dev.radin.operator.Configs;
import dev.radin.operator.Decisions;
import dev.radin.operator.Resources;
import dev.radin.operator.observe.Enquiries;
import dev.radin.status.PodBlocker;
import dev.radin.status.SelectionState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When the API server is asked about a Job that does not go on, and when not. */
class StuckJobsTest {

    private static final PodBlocker QUOTA = new PodBlocker(PodBlocker.Reason.WaitingForQuota, "exceeded quota: none");
    private static final PodBlocker VOLUME =
            new PodBlocker(PodBlocker.Reason.PodConfigInvalid, "configmap \"vit-selection\" not found");
    private static final PodBlocker SUSPENDED =
            new PodBlocker(PodBlocker.Reason.WaitingForQuota, "insufficient unused quota");
    private static final Duration INTERVAL = Configs.CONFIG.troubleInterval();

    /** The Job under test is an hour old. */
    private static final Instant NOW = JobMaker.START.plus(Duration.ofHours(1));

    private static final Instant JUST_NOW = NOW.minusSeconds(1);

    private final SoupSelection resource = Resources.selection("vit");
    private final Decision.Launch launch =
            Decisions.of(resource, List.of()).launch().orElseThrow();
    private int asked;
    private Optional<PodBlocker> unmounted = Optional.empty();
    private int provided;
    private Instant refused;
    private Optional<Duration> lookAgain;

    @Test
    void aJobThatItsControllerLeavesWithoutPodsIsAskedAbout() {
        assertThat(explained(job())).isEqualTo(QUOTA);

        assertThat(asked).isEqualTo(1);
        assertThat(lookAgain).hasValue(Duration.ofMinutes(5));
    }

    @Test
    void aJobThatItsControllerHasNotComeToIsToldOfAfterAWhileAndNotAskedAbout() {
        assertThat(explained(job().notStarted()).message()).contains("has no pods", "kube-controller-manager");

        assertThat(asked).isZero();
    }

    @Test
    void aJobThatIsBeingDeletedAndStaysIsToldOfWithWhatHoldsIt() {
        PodBlocker blocker = explained(job().beingDeleted().finalizer("example.test/archive"));

        assertThat(blocker.reason()).isEqualTo(PodBlocker.Reason.JobBeingDeleted);
        assertThat(blocker.message()).contains("(example.test/archive)");
    }

    @Test
    void aJobThatHasEndedWhilePodsOfItAreSeenToRunIsToldOf() {
        assertThat(explained(job().runningPod().complete()).reason()).isEqualTo(PodBlocker.Reason.PodsNotSeen);
    }

    @Test
    void aRoleThatIsMissingIsAskedForAgainNowAndThen() {
        StuckJobs stuck = stuckJobs();
        stuck.explain(new SelectionState.Refused(Reason.JobRefused, "may not make Jobs"), Optional.empty());

        assertThat(stuck.lookAgain()).hasValue(Duration.ofMinutes(5));
    }

    @Test
    void aJobWhosePodHasJustFailedIsGivenTimeToGetAnother() {
        assertThat(explained(job().endedPod("Failed", JUST_NOW))).isNull();

        assertThat(asked).isZero();
        assertThat(lookAgain).hasValue(INTERVAL);
    }

    @Test
    void aJobWhoseFailedPodIsNotCountedYetIsNotAskedAbout() {
        assertThat(explained(job().endedPod("Failed", NOW.minus(INTERVAL)).active(1)))
                .isNull();

        assertThat(asked).isZero();
    }

    @Test
    void aJobThatGetsNoOtherPodIsAskedAbout() {
        assertThat(explained(job().endedPod("Failed", NOW.minus(INTERVAL)))).isEqualTo(QUOTA);

        assertThat(asked).isEqualTo(1);
    }

    @Test
    void aJobWhosePodsHaveJustSucceededIsGivenTimeToEnd() {
        assertThat(explained(job().endedPod("Succeeded", NOW.minus(INTERVAL)))).isNull();

        assertThat(lookAgain).hasValue(INTERVAL);
    }

    @Test
    void aJobWhosePodsHaveAllSucceededAndThatDoesNotEndIsToldOfAndNotAskedAbout() {
        PodBlocker blocker = explained(job().endedPod("Succeeded", JobMaker.START));

        assertThat(blocker.reason()).isEqualTo(PodBlocker.Reason.JobNotSeen);
        assertThat(blocker.message()).contains("kube-controller-manager", "deploy/rbac.yaml");
        assertThat(asked).isZero();
    }

    @Test
    void aPodThatHasJustComeToItsNodeIsGivenTimeHoweverOldItsJob() {
        explained(job().boundPod(JUST_NOW).active(1));

        assertThat(provided).isZero();
        assertThat(lookAgain).hasValue(INTERVAL);
    }

    @Test
    void aPodWhoseVolumeCannotBeMountedGetsItsSelectionAgain() {
        unmounted = Optional.of(VOLUME);

        assertThat(explained(job().boundPod(NOW.minus(INTERVAL)).active(1))).isEqualTo(VOLUME);

        assertThat(provided).isEqualTo(1);
        assertThat(asked).isZero();
    }

    @Test
    void aPodThatIsSlowToStartGetsNothing() {
        assertThat(explained(job().boundPod(NOW.minus(INTERVAL.multipliedBy(8))).active(1)))
                .isNull();

        assertThat(provided).isZero();
        assertThat(lookAgain).hasValue(INTERVAL.multipliedBy(8));
    }

    @Test
    void aJobThatAQuotaRefusesIsTriedAgainMoreAndMoreRarely() {
        assertThat(pauseAfterRefusal(NOW)).hasValue(INTERVAL);
        assertThat(pauseAfterRefusal(NOW.minus(INTERVAL.multipliedBy(40)))).hasValue(INTERVAL.multipliedBy(40));
        assertThat(pauseAfterRefusal(NOW.minus(Duration.ofHours(1)))).hasValue(Duration.ofMinutes(5));
    }

    private Optional<Duration> pauseAfterRefusal(Instant since) {
        refused = since;
        StuckJobs stuck = stuckJobs();
        stuck.explain(new SelectionState.Running(launch.task(), 0, QUOTA), Optional.empty());
        return stuck.lookAgain();
    }

    @Test
    void refusalsOfOneJobAreInARowAndThoseOfTheNextBeginAnew() {
        Refusals refusals = new Refusals();
        refusals.since("uid", "vit-inspect", NOW);

        assertThat(refusals.since("uid", "vit-inspect", NOW.plusSeconds(60))).isEqualTo(NOW);
        assertThat(refusals.since("other", "vit-inspect", NOW.plusSeconds(60))).isEqualTo(NOW.plusSeconds(60));
        assertThat(refusals.since("uid", "vit-extract", NOW.plusSeconds(90))).isEqualTo(NOW.plusSeconds(90));
    }

    @Test
    void aJobThatAQueueHasJustTakenIsGivenTimeToBeAdmitted() {
        assertThat(explained(job().suspendedSince(JUST_NOW))).isNull();

        assertThat(lookAgain).hasValue(INTERVAL);
    }

    @Test
    void aJobThatAQueueDoesNotAdmitIsAskedAboutMoreAndMoreRarely() {
        assertThat(explained(job().suspendedSince(NOW.minus(INTERVAL)))).isEqualTo(SUSPENDED);
        assertThat(lookAgain).hasValue(INTERVAL);

        assertThat(explained(job().suspendedSince(NOW.minus(INTERVAL.multipliedBy(40)))))
                .isEqualTo(SUSPENDED);
        assertThat(lookAgain).hasValue(INTERVAL.multipliedBy(40));
    }

    @Test
    void aJobThatTheOperatorSuspendedIsNotAskedAbout() {
        assertThat(explained(job().suspendedByTheOperator())).isNull();

        assertThat(lookAgain).isEmpty();
    }

    private JobMaker job() {
        return JobMaker.of(resource, launch);
    }

    /** @return what the Job is then said to wait for */
    private PodBlocker explained(JobMaker job) {
        StuckJobs stuck = stuckJobs();
        SelectionState state =
                stuck.explain(new SelectionState.Running(launch.task(), 0, null), Optional.of(job.observed()));
        lookAgain = stuck.lookAgain();
        return ((SelectionState.Running) state).blocker();
    }

    private StuckJobs stuckJobs() {
        return new StuckJobs(
                new Enquiries(
                        j -> {
                            asked++;
                            return Optional.of(QUOTA);
                        },
                        j -> unmounted,
                        j -> SUSPENDED),
                () -> provided++,
                () -> refused,
                Configs.CONFIG,
                NOW);
    }
}
