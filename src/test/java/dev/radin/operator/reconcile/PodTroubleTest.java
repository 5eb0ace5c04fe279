package dev.radin.operator.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.operator.Decisions;
import dev.radin.operator.Resources;
import dev.radin.operator.observe.PodTrouble;
import dev.radin.status.PodBlocker;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is told of a Job of several pods, of which some get on and some do not. */
class PodTroubleTest {

    private static final String NO_ROOM = "0/1 nodes are available: 1 Insufficient cpu.";

    private final SoupSelection resource = Resources.selection("vit");
    private final Decision.Launch launch =
            Decisions.of(resource, List.of()).launch().orElseThrow();

    @Test
    void podsThatWaitForRoomAreNoTroubleWhileOthersStart() {
        assertThat(PodTrouble.of(
                        job().boundPod(JobMaker.START).unschedulablePod(NO_ROOM).observed()))
                .isEmpty();
    }

    @Test
    void podsThatWaitForRoomAreToldOfWhenOthersDoNotStartEither() {
        JobMaker job = job().waitingPod("ErrImagePull", "no such image").unschedulablePod(NO_ROOM);

        assertThat(PodTrouble.of(job.observed()).orElseThrow().reason()).isEqualTo(PodBlocker.Reason.ImagePullFailed);
    }

    @Test
    void noRoomForAnyIsToldOf() {
        JobMaker job = job().unschedulablePod(NO_ROOM).unschedulablePod(NO_ROOM);

        assertThat(PodTrouble.of(job.observed()).orElseThrow().reason()).isEqualTo(PodBlocker.Reason.Unschedulable);
    }

    private JobMaker job() {
        return JobMaker.of(resource, launch);
    }
}
