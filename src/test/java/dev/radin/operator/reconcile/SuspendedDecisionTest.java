package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.operator.resource.JobLabels;
import dev.radin.status.PodBlocker;
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

    @Test
    void aJobThatItsQueueHasNotAdmittedWaitsForQuota() {
        resource.getMetadata().setLabels(Map.of(JobLabels.QUEUE, "gpu"));
        run(JobMaker::suspended);

        assertThat(((SelectionState.Running) decide().state()).blocker().reason())
                .isEqualTo(PodBlocker.Reason.WaitingForQuota);
    }
}
