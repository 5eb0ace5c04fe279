package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.operator.resource.JobLabels;
import dev.radin.status.SelectionState;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is decided while the user, or a queue, holds a selection up. */
class SuspendedDecisionTest extends DecidedSelection {

    @Test
    void suspendedNothingIsLaunched() {
        succeed();
        resource.getSpec().suspend = true;

        assertThat(decide().launch()).isEmpty();
        assertThat(decide().state()).isEqualTo(new SelectionState.Suspended());
    }

    @Test
    void suspendedARunningJobIsKeptForLater() {
        run(JobMaker::runningPod);
        resource.getSpec().suspend = true;

        assertThat(decide().current()).isPresent();
        assertThat(decide().unwanted()).isEmpty();
    }

    @Test
    void suspendedAQueuesJobIsDeletedInstead() {
        resource.getMetadata().setLabels(Map.of(JobLabels.QUEUE, "gpu"));
        run(JobMaker::runningPod);
        resource.getSpec().suspend = true;

        assertThat(decide().current()).isEmpty();
        assertThat(decide().unwanted()).hasSize(1);
    }

    /** As a queue does that takes Jobs without a label: suspended again it would be resumed again. */
    @Test
    void suspendedAJobThatSomebodyResumesIsDeletedInstead() {
        run(JobMaker::resumedByAnother);
        resource.getSpec().suspend = true;

        assertThat(decide().current()).isEmpty();
        assertThat(decide().unwanted()).hasSize(1);
    }

    @Test
    void aJobThatWaitsInAnotherQueueThanIsAskedForNowIsMadeAnew() {
        resource.getMetadata().setLabels(Map.of(JobLabels.QUEUE, "gpuu"));
        run(JobMaker::suspended);
        assertThat(decide().unwanted()).isEmpty();

        resource.getMetadata().setLabels(Map.of(JobLabels.QUEUE, "gpu"));

        assertThat(decide().unwanted()).hasSize(1);
        assertThat(decide().launch()).isEmpty();
    }

    @Test
    void aJobThatHasBeenAdmittedKeepsItsQueue() {
        resource.getMetadata().setLabels(Map.of(JobLabels.QUEUE, "gpuu"));
        run(JobMaker::runningPod);

        resource.getMetadata().setLabels(Map.of(JobLabels.QUEUE, "gpu"));

        assertThat(decide().current()).isPresent();
        assertThat(decide().unwanted()).isEmpty();
    }

    /** As Kueue's webhook does where there is a default queue; it would do so again. */
    @Test
    void aQueueThatSomebodyElseChoseIsLeftToThem() {
        run(job -> job.label(JobLabels.QUEUE, "default").suspended());

        assertThat(decide().current()).isPresent();
        assertThat(decide().unwanted()).isEmpty();
    }
}
