package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.BudgetSpec;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cluster.Fault;
import dev.radin.cluster.Injection;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.operator.Resources;
import dev.radin.operator.resource.JobLabels;
import dev.radin.protocol.Stage;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A resource from its creation to its end, and what its owner may do to it on the way. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class LifecycleTest {

    private static final int PASSES = 8;

    private final SimulatedWorkers workers = new SimulatedWorkers(2);

    @AutoClose
    private final Sandbox sandbox = Sandbox.open(workers).withOperator();

    @Test
    void aSelectionComesToItsSoup() {
        sandbox.create("vit");

        SoupSelection done = sandbox.await("vit", "SoupSelected");

        assertThat(sandbox.stages("vit"))
                .containsExactly("inspect", "extract", "rank 1", "evaluate 1", "rank 2", "evaluate 2", "publish");
        assertThat(done.getStatus().result.uri).isEqualTo("file:///out/soups/0000000000000003/");
        assertThat(done.getStatus().result.score).isEqualTo("0.800000");
        assertThat(done.getStatus().cost.passes).isEqualTo(PASSES);
        assertThat(workers.passesMade()).isEqualTo(PASSES);
    }

    @Test
    void passesThatAreCachedAreNotMadeAgain() {
        sandbox.create("vit");
        sandbox.await("vit", "SoupSelected");

        sandbox.edit("vit", r -> r.getSpec().output.uri = "file:///elsewhere");
        sandbox.await("vit", "SoupSelected");

        assertThat(sandbox.stages("vit")).doesNotContain("extract");
        assertThat(workers.passesMade()).isEqualTo(PASSES);
    }

    @Test
    void theOldResultStaysUntilItIsReplaced() {
        sandbox.create("vit");
        sandbox.await("vit", "SoupSelected");
        workers.hold(Stage.inspect);

        sandbox.edit("vit", r -> r.getSpec().budget = BudgetSpec.of(9));
        SoupSelection again = sandbox.await("vit", "Inspecting");

        assertThat(again.getStatus().result.observedGeneration).isEqualTo(1);
        workers.letGo();
        assertThat(sandbox.await("vit", "SoupSelected").getStatus().result.observedGeneration)
                .isEqualTo(2);
    }

    @Test
    void anEditInTheMiddleLeavesNoJobOfTheOldWorkRunning() {
        workers.hold(Stage.extract);
        sandbox.create("vit");
        sandbox.await("vit", "MakingPasses");

        workers.hold(Stage.inspect);
        sandbox.edit("vit", r -> r.getSpec().models.add(Resources.model("e")));
        sandbox.await("vit", "Inspecting");

        assertThat(unfinished())
                .extracting(j -> j.getMetadata().getLabels().get(JobLabels.STAGE))
                .containsExactly("inspect");
        workers.letGo();
        sandbox.await("vit", "SoupSelected");
        assertThat(workers.passes()).hasSize(PASSES);
        assertThat(workers.passesMade()).isEqualTo(PASSES);
    }

    @Test
    void suspendedItWaitsAndGoesOnWhereItWas() {
        Injection stuck = sandbox.node().inject(Fault.imagePullBackOff(), Sandbox.podOf(Stage.extract));
        sandbox.create("vit");
        sandbox.await("vit", "ImagePullFailed");

        sandbox.edit("vit", r -> r.getSpec().suspend = true);
        sandbox.await("vit", "Suspended");

        assertThat(unfinished()).singleElement().matches(job -> job.getSpec().getSuspend());
        stuck.lift();
        sandbox.edit("vit", r -> r.getSpec().suspend = false);
        sandbox.await("vit", "SoupSelected");
        assertThat(workers.passesMade()).isEqualTo(PASSES);
        assertThat(sandbox.jobs("vit")).hasSize(sandbox.stages("vit").size());
    }

    @Test
    void createdSuspendedItMakesNothing() {
        sandbox.create("vit", spec -> spec.suspend = true);

        sandbox.await("vit", "Suspended");

        assertThat(sandbox.jobs("vit")).isEmpty();
    }

    @Test
    void deletedInTheMiddleNothingOfItIsLeft() {
        workers.hold(Stage.extract);
        sandbox.create("vit");
        sandbox.await("vit", "MakingPasses");

        sandbox.delete("vit");

        sandbox.until(
                "vit",
                "everything it made is gone",
                () -> sandbox.jobs("vit").isEmpty()
                        && sandbox.client()
                                .configMaps()
                                .inNamespace(sandbox.namespace())
                                .withLabel(JobLabels.SELECTION, "vit")
                                .list()
                                .getItems()
                                .isEmpty());
    }

    @Test
    void aJobThatSomebodyDeletedIsMadeAgain() {
        workers.hold(Stage.extract);
        sandbox.create("vit");
        sandbox.await("vit", "MakingPasses");
        String uid = unfinished().get(0).getMetadata().getUid();

        sandbox.client().resource(unfinished().get(0)).delete();

        sandbox.until("vit", "there is another", () -> unfinished().stream()
                .anyMatch(j -> !j.getMetadata().getUid().equals(uid)));
        workers.letGo();
        sandbox.await("vit", "SoupSelected");
        assertThat(workers.passesMade()).isEqualTo(PASSES);
    }

    @Test
    void finishedJobsMayBeRemovedAndNothingIsRepeated() {
        sandbox.create("vit");
        SoupSelection done = sandbox.await("vit", "SoupSelected");

        sandbox.client().batch().v1().jobs().inNamespace(sandbox.namespace()).delete();
        sandbox.until("vit", "its Jobs are gone", () -> sandbox.jobs("vit").isEmpty());
        sandbox.stopOperator();
        sandbox.withOperator();
        sandbox.create("marker", spec -> {});
        sandbox.await("marker", "SoupSelected");

        assertThat(sandbox.jobs("vit")).isEmpty();
        assertThat(sandbox.get("vit").getStatus().result.uri).isEqualTo(done.getStatus().result.uri);
        assertThat(sandbox.get("vit").getMetadata().getResourceVersion())
                .isEqualTo(done.getMetadata().getResourceVersion());
    }

    @Test
    void aStatusEditedByHandMendsItself() {
        sandbox.create("vit");
        sandbox.await("vit", "SoupSelected");

        sandbox.editStatus("vit", status -> {
            status.result.score = "0.999999";
        });

        sandbox.await("vit", "mended", r -> r.getStatus().result.score.equals("0.800000"));
    }

    @Test
    void countsEditedByHandMendThemselvesWithoutNotes() {
        sandbox.create("vit");
        sandbox.await("vit", "SoupSelected");

        sandbox.editStatus("vit", status -> {
            status.modelCounts.usable = 99;
            status.resumeToken = null;
        });

        sandbox.await("vit", "mended", r -> r.getStatus().modelCounts.usable == SimulatedWorkers.MODELS);
    }

    @Test
    void twoSelectionsGoTheirOwnWays() {
        sandbox.create("vit");
        sandbox.create("resnet", spec -> spec.budget = BudgetSpec.of(4));

        sandbox.await("vit", "SoupSelected");
        sandbox.await("resnet", "SoupSelected");

        assertThat(workers.passesMade()).isEqualTo(2 * PASSES);
    }

    private List<Job> unfinished() {
        return sandbox.jobs("vit").stream()
                .filter(j -> j.getStatus().getCompletionTime() == null
                        && j.getMetadata().getDeletionTimestamp() == null)
                .toList();
    }
}
