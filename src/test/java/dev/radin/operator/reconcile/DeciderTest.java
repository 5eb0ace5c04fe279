package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.BudgetSpec;
import dev.radin.api.v1alpha1.StageStatus;
import dev.radin.fault.Reason;
import dev.radin.operator.Decisions;
import dev.radin.operator.Receipted;
import dev.radin.operator.Resources;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.plan.Step;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.status.ConditionQueries;
import dev.radin.status.PodBlocker;
import dev.radin.status.SelectionState;
import dev.radin.status.StatusWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is decided in every state that a resource and its Jobs can be in. */
class DeciderTest extends DecidedSelection {

    @Test
    void eachStageIsLaunchedOnceTheOneBeforeHasEnded() {
        List<String> launched = new ArrayList<>();
        while (decide().launch().isPresent()) {
            launched.add(decide().launch().get().task().title());
            succeed();
        }

        assertThat(launched)
                .containsExactly("inspect", "extract", "rank 1", "evaluate 1", "rank 2", "evaluate 2", "publish");
        assertThat(decide().state()).isInstanceOfSatisfying(SelectionState.Ended.class, e -> assertThat(e.end())
                .isInstanceOf(Step.Finished.class));
    }

    @Test
    void everyJobMayBeGoneAndTheStatusStillKnowsWhereItStands() {
        for (int ended = 0; ended <= 7; ended++) {
            Decision before = decide();
            write(before);

            Decision after = Decisions.of(resource, List.of());

            assertThat(after.launch()).as("after %s stages", ended).isEqualTo(before.launch());
            assertThat(after.done().stages()).hasSameSizeAs(before.done().stages());
            if (before.launch().isPresent()) {
                succeed();
            }
        }
    }

    @Test
    void aStatusWrittenFromTheStatusAloneIsTheSame() {
        while (decide().launch().isPresent()) {
            succeed();
        }
        write(decide());
        String expected = json();

        write(Decisions.of(resource, List.of()));

        assertThat(json()).isEqualTo(expected);
    }

    @Test
    void aStatusEditedByHandMendsItselfFromTheJobs() {
        while (decide().launch().isPresent()) {
            succeed();
        }
        write(decide());
        String expected = json();
        resource.getStatus().result.score = "0.999999";
        resource.getStatus().resumeToken = "nonsense";

        write(decide());

        assertThat(json()).isEqualTo(expected);
    }

    @Test
    void aStatusThatMakesNoSenseIsAsGoodAsNone() {
        succeed();
        write(decide());
        resource.getStatus().resumeToken = resource.getStatus().resumeToken.substring(4);

        Decision decision = Decisions.of(resource, List.of());

        assertThat(decision.launch().orElseThrow().task().stage()).isEqualTo(Stage.inspect);
    }

    @Test
    void aFaultOfTheOperatorIsShownAndForgetsNothing() {
        succeed();
        write(decide());
        List<StageStatus> stages = resource.getStatus().stages;

        resource.setStatus(new StatusWriter(resource, null)
                .hindered(new SelectionState.Hindered(Reason.InternalError, "broken"), Instant.EPOCH));

        assertThat(ConditionQueries.ready(resource.getStatus()).getReason()).isEqualTo("InternalError");
        assertThat(ConditionQueries.holds(resource.getStatus(), "Reconciling")).isTrue();
        assertThat(ConditionQueries.condition(resource.getStatus(), "Succeeded")
                        .orElseThrow()
                        .getStatus())
                .isEqualTo("Unknown");
        assertThat(resource.getStatus().stages).isEqualTo(stages);
        assertThat(resource.getStatus().cost).isNotNull();
    }

    @Test
    void aFaultAfterAnEditDoesNotShowTheEndOfWhatWasAskedForBefore() {
        fail(Reason.InputNotFound, "gone");
        write(decide());
        assertThat(resource.getStatus().completionTime).isNotNull();
        resource.getMetadata().setGeneration(2L);

        resource.setStatus(new StatusWriter(resource, null)
                .hindered(new SelectionState.Hindered(Reason.ApiServerError, "busy"), Instant.EPOCH));

        assertThat(resource.getStatus().observedGeneration).isEqualTo(2);
        assertThat(resource.getStatus().completionTime).isNull();
    }

    @Test
    void aRunningJobIsWaitedFor() {
        run(JobMaker::runningPod);

        assertThat(decide().launch()).isEmpty();
        assertThat(decide().unwanted()).isEmpty();
        assertThat(decide().state()).isEqualTo(new SelectionState.Running(task(), 0, null));
    }

    @Test
    void finishedSharesAreProgress() {
        succeed();
        Decision.Launch extract = decide().launch().orElseThrow();
        jobs.add(JobMaker.of(resource, extract)
                .share(Receipted.of(extract.task(), 4, 2))
                .runningPod()
                .observed());

        assertThat(decide().state()).isEqualTo(new SelectionState.Running(extract.task(), 2, null));
    }

    @Test
    void whatKeepsPodsFromRunningIsSaid() {
        run(job -> job.waitingPod("ImagePullBackOff", "Back-off pulling image \"radin\""));

        PodBlocker blocker = ((SelectionState.Running) decide().state()).blocker();

        assertThat(blocker.reason()).isEqualTo(PodBlocker.Reason.ImagePullFailed);
        assertThat(blocker.message()).contains("Back-off pulling image \"radin\"");
    }

    @Test
    void aFailedJobStopsWithTheWorkersWords() {
        fail(Reason.InputNotFound, "file:///models/a.safetensors: no such file");

        assertThat(failure())
                .isEqualTo(new Receipt.Failure(Reason.InputNotFound, "file:///models/a.safetensors: no such file"));
        assertThat(decide().launch()).isEmpty();
    }

    @Test
    void ofSeveralSharesThatFailedTheFirstIsHeard() {
        succeed();
        run(job -> job.failedPod(3, "Error", Receipt.failed(Stage.extract, Reason.InvalidInput, "share 0"))
                .failedPod(3, "Error", Receipt.failed(Stage.extract, Reason.InvalidInput, "share 1"))
                .failed("FailedIndexes", "Job has failed indexes"));
        jobs.replaceAll(job -> new ObservedJob(job.job(), job.task(), reversed(job.pods())));

        assertThat(failure()).isEqualTo(new Receipt.Failure(Reason.InvalidInput, "share 0"));
    }

    @Test
    void aShareThatSucceededWhenTriedAgainIsNotTheOneThatFailed() {
        succeed();
        Decision.Launch extract = decide().launch().orElseThrow();
        Receipt passing = Receipt.failed(Stage.extract, Reason.StorageFailed, "connection reset");
        run(job -> job.failedPod(4, "Error", passing)
                .share(Receipted.of(extract.task(), 4, 2))
                .ofShare(0)
                .failedPod(3, "Error", Receipt.failed(Stage.extract, Reason.InvalidInput, "share 1"))
                .ofShare(1)
                .failed("FailedIndexes", "Job has failed indexes"));

        assertThat(failure()).isEqualTo(new Receipt.Failure(Reason.InvalidInput, "share 1"));
    }

    @Test
    void whatSucceededStaysWhereWorkersAreEditedBack() {
        succeed();
        fail(Reason.StorageFailed, "no space left");
        write(decide());
        resource.getSpec().workers.template = Resources.yaml("spec: {securityContext: {fsGroup: 1000}}");
        succeed();
        write(decide());

        resource.getSpec().workers.template = null;

        assertThat(decide().launch().orElseThrow().task().stage()).isEqualTo(Stage.rank);
    }

    @Test
    void whatSucceededStaysWhereOnlyTheJobThatFailedBeforeIsLeft() {
        succeed();
        fail(Reason.StorageFailed, "no space left");
        resource.getSpec().workers.template = Resources.yaml("spec: {securityContext: {fsGroup: 1000}}");
        succeed();
        write(decide());
        jobs.remove(2);

        resource.getSpec().workers.template = null;

        assertThat(decide().launch().orElseThrow().task().stage()).isEqualTo(Stage.rank);
    }

    private static <T> List<T> reversed(List<T> list) {
        List<T> reversed = new ArrayList<>(list);
        Collections.reverse(reversed);
        return reversed;
    }

    @Test
    void aFailureIsRememberedWithoutItsJob() {
        fail(Reason.InputNotFound, "gone");
        write(decide());

        Decision decision = Decisions.of(resource, List.of());

        assertThat(decision.launch()).isEmpty();
        assertThat(decision.state()).isEqualTo(decide().state());
    }

    @Test
    void aFreshLookTriesAgainWhatFailed() {
        fail(Reason.InputNotFound, "gone");
        write(decide());

        resource.getSpec().rerunNonce = "again";

        assertThat(decide().launch().orElseThrow().task().stage()).isEqualTo(Stage.inspect);
    }

    @Test
    void editedWorkersTryAgainWhatFailedAndKeepWhatSucceeded() {
        succeed();
        fail(Reason.StorageFailed, "no space left");
        write(decide());

        resource.getSpec().workers.template = Resources.yaml("spec: {securityContext: {fsGroup: 1000}}");

        assertThat(decide().launch().orElseThrow().task().stage()).isEqualTo(Stage.extract);
    }

    @Test
    void editedWorkersReplaceARunningJob() {
        run(JobMaker::runningPod);
        String before = jobs.get(0).name();

        resource.getSpec().workers.template = Resources.yaml("spec: {priorityClassName: low}");

        assertThat(decide().unwanted()).extracting(ObservedJob::name).containsExactly(before);
        assertThat(decide().launch().orElseThrow().name()).isNotEqualTo(before);
    }

    @Test
    void anEditedSpecLeavesTheRunningJobsWork() {
        succeed();
        run(JobMaker::runningPod);

        resource.getSpec().models.remove(3);

        assertThat(decide().unwanted()).extracting(ObservedJob::stage).containsExactly(Stage.extract);
        assertThat(decide().launch().orElseThrow().task().stage()).isEqualTo(Stage.inspect);
    }

    @Test
    void aJobThatIsBeingDeletedIsNotDeletedAgain() {
        run(JobMaker::beingDeleted);
        resource.getSpec().budget = BudgetSpec.of(3);

        assertThat(decide().unwanted()).isEmpty();
    }

    @Test
    void aJobThatIsCompleteBeforeItsPodIsSeenToEndIsWaitedFor() {
        run(job -> job.runningPod().complete());

        assertThat(decide().launch()).isEmpty();
        assertThat(decide().state()).isInstanceOf(SelectionState.Running.class);
    }

    @Test
    void aJobThatFailedBeforeItsPodIsSeenToEndIsWaitedFor() {
        run(job -> job.runningPod().failed("FailedIndexes", "Job has failed indexes"));

        assertThat(decide().launch()).isEmpty();
        assertThat(decide().state()).isInstanceOf(SelectionState.Running.class);
    }

    @Test
    void soupsThatTheCacheHasAreDoneBeforeAnyShareIs() {
        resource.getSpec().budget = BudgetSpec.of(11);
        succeed();
        succeed();
        Decision.Launch rank = decide().launch().orElseThrow();
        jobs.add(JobMaker.of(resource, rank)
                .share(Receipt.ranked(
                        "0123456789abcdef", new Receipt.Ranked("Auto/Search", 4, 0, 11, 11, 11, 8, false, "a", 0.78)))
                .complete()
                .observed());

        write(decide());

        assertThat(resource.getStatus().evaluations.done).isEqualTo(8);
        assertThat(ConditionQueries.ready(resource.getStatus()).getMessage())
                .isEqualTo("8 of 11 soups of round 1 evaluated");
    }

    @Test
    void aWrongSpecIsRefusedAndItsJobsGo() {
        run(JobMaker::runningPod);
        resource.getSpec().models.get(0).name = "b";

        assertThat(decide().unwanted()).hasSize(1);
        assertThat(decide().state()).isInstanceOfSatisfying(SelectionState.Refused.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.InvalidSpec);
            assertThat(refused.message()).contains("spec.models");
        });
    }
}
