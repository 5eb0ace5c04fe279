package dev.radin.operator.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.cluster.Fault;
import dev.radin.cluster.Injection;
import dev.radin.cluster.NeedsKubernetes;
import dev.radin.fault.Reason;
import dev.radin.operator.Decisions;
import dev.radin.operator.Resources;
import dev.radin.operator.resource.JobLabels;
import dev.radin.protocol.Stage;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What can go wrong in a cluster and in workers, and how the resource says it. */
@NeedsKubernetes
@Execution(ExecutionMode.CONCURRENT)
class TroubleTest {

    private static final int PASSES = 8;

    private final SimulatedWorkers workers = new SimulatedWorkers(2);

    @AutoClose
    private final Sandbox sandbox = Sandbox.open(workers).withOperator();

    @Test
    void anEvictedPodBurnsNoRetryAndRepeatsNothing() {
        sandbox.node().inject(Fault.eviction(), Sandbox.podOf(Stage.extract), 1);
        sandbox.create("vit");

        sandbox.await("vit", "SoupSelected");

        assertThat(sandbox.jobs("vit"))
                .allSatisfy(job -> assertThat(job.getStatus().getFailed()).isIn(null, 0));
        assertThat(workers.passesMade()).isEqualTo(PASSES);
    }

    @Test
    void anImageThatCannotBePulledIsSaidAndWaitedFor() {
        Injection missing = sandbox.node().inject(Fault.imagePullBackOff(), Sandbox.podOf(Stage.inspect));
        sandbox.create("vit");

        SoupSelection waiting = sandbox.await("vit", "ImagePullFailed");
        assertThat(Sandbox.message(waiting)).contains("radin");
        missing.lift();

        sandbox.await("vit", "SoupSelected");
    }

    @Test
    void aQuotaThatIsSpentIsSaidAndWaitedFor() {
        sandbox.spendPodQuota();
        sandbox.create("vit");

        SoupSelection waiting = sandbox.await("vit", "WaitingForQuota");
        assertThat(Sandbox.message(waiting)).contains("exceeded quota: none");
        sandbox.freeQuota();

        sandbox.await("vit", "SoupSelected");
    }

    @Test
    void aQuotaThatNeverFreesIsSaidOnce() {
        sandbox.spendPodQuota();
        sandbox.create("vit");
        SoupSelection waiting = sandbox.await("vit", "WaitingForQuota");
        long before = reconciliations();

        sandbox.until("vit", "it has looked again", () -> reconciliations() > before + 2);

        assertThat(sandbox.get("vit").getMetadata().getResourceVersion())
                .isEqualTo(waiting.getMetadata().getResourceVersion());
        assertThat(sandbox.events("vit"))
                .extracting(Event::getReason, Event::getNote)
                .containsExactly(tuple("WaitingForQuota", Sandbox.message(waiting)));
    }

    private long reconciliations() {
        return sandbox.registry().get("radin.reconcile.duration").timer().count();
    }

    @Test
    void aServiceAccountThatIsMissingIsNamed() {
        sandbox.create("vit", spec -> spec.workers.template = Resources.yaml("spec: {serviceAccountName: nobody}"));

        SoupSelection waiting = sandbox.await("vit", "PodsRefused");

        assertThat(Sandbox.message(waiting)).contains("serviceaccount \"nobody\" not found");
        assertThat(sandbox.events("vit"))
                .extracting(Event::getReason, Event::getNote)
                .containsExactly(tuple("PodsRefused", Sandbox.message(waiting)));
    }

    @Test
    void outOfMemoryEachTimeItStopsAndSaysWhatToRaise() {
        sandbox.node().inject(Fault.outOfMemory(), Sandbox.podOf(Stage.inspect));
        sandbox.create("vit");

        SoupSelection stopped = sandbox.await("vit", "WorkerFailed");

        assertThat(Sandbox.message(stopped)).contains("memory").contains("resources.limits.memory");
    }

    @Test
    void aWorkersFailureIsToldInItsOwnWordsInConditionAndEvent() {
        String words = "file:///models/a.safetensors: no such file; check spec.models[0].uri";
        workers.fail(Stage.inspect, Reason.InputNotFound, words);
        sandbox.create("vit");

        SoupSelection stopped = sandbox.await("vit", "InputNotFound");

        assertThat(Sandbox.message(stopped)).isEqualTo(words);
        assertThat(sandbox.events("vit"))
                .extracting(Event::getReason, Event::getNote)
                .containsExactly(tuple("InputNotFound", words));
    }

    @Test
    void aMachineThatDoesNotFitIsNotTriedAgain() {
        String words = "a GPU was asked for, and PyTorch sees no CUDA device here. Choose the CPU.";
        workers.fail(Stage.extract, Reason.MachineUnfit, words);
        sandbox.create("vit");

        SoupSelection stopped = sandbox.await("vit", "MachineUnfit");

        assertThat(Sandbox.message(stopped))
                .startsWith(words + " 2 of 2 shares ended so, the first in pod vit-extract-")
                .endsWith(" on node " + sandbox.node().name());
        assertThat(sandbox.events("vit"))
                .extracting(Event::getReason, Event::getNote)
                .containsExactly(
                        tuple("Inspected", "4 models can be used; 4 passes to make, 0 in the cache"),
                        tuple("MachineUnfit", Sandbox.message(stopped)));
        assertThat(sandbox.jobs("vit"))
                .filteredOn(job -> job.getMetadata().getName().startsWith("vit-extract-"))
                .singleElement()
                .satisfies(extract ->
                        assertThat(extract.getStatus().getFailed()).as("pods").isEqualTo(2));
    }

    @Test
    void wordsOfAnyLengthAndScriptAreCutWhereTheyAreTold() {
        workers.fail(Stage.inspect, Reason.InputNotFound, "file:///模型/𝛼: no such file\n".repeat(50));
        sandbox.create("vit");

        SoupSelection stopped = sandbox.await("vit", "InputNotFound");

        String start = "file:///模型/𝛼: no such file\nfile:///模型/𝛼: no such file\n";
        assertThat(Sandbox.message(stopped)).startsWith(start).endsWith("…");
        assertThat(Sandbox.message(stopped).getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1020, 1024);
        assertThat(sandbox.events("vit")).singleElement().satisfies(event -> assertThat(event.getNote())
                .startsWith(start)
                .endsWith("…"));
    }

    @Test
    void afterAnOutsideFixAFreshLookGoesOn() {
        workers.fail(Stage.extract, Reason.InvalidInput, "file:///data/val.safetensors: labels out of range");
        sandbox.create("vit");
        sandbox.await("vit", "InvalidInput");
        workers.mend(Stage.extract);

        sandbox.edit("vit", r -> r.getSpec().rerunNonce = "again");

        sandbox.await("vit", "SoupSelected");
    }

    @Test
    void aFailureThatMayPassIsTriedAgain() {
        sandbox.node().inject(Fault.exit(Reason.StorageFailed.exitCode()), Sandbox.podOf(Stage.rank), 1);
        sandbox.create("vit");

        sandbox.await("vit", "SoupSelected");
    }

    @Test
    void aReceiptThatWasLostIsAskedForAgain() {
        sandbox.node().inject(Fault.messageLost(), Sandbox.podOf(Stage.inspect), 1);
        sandbox.create("vit");

        sandbox.await("vit", "SoupSelected");

        assertThat(sandbox.jobs("vit"))
                .filteredOn(j -> "inspect".equals(j.getMetadata().getLabels().get(JobLabels.STAGE)))
                .hasSize(2);
        assertThat(workers.passesMade()).isEqualTo(PASSES);
    }

    @Test
    void aJobWhoseLabelsSomebodyRemovedIsReportedAndMadeAgainOnceItIsDeleted() {
        Injection held = sandbox.node().inject(Fault.imagePullBackOff(), pod -> true);
        sandbox.create("vit");
        sandbox.await("vit", "ImagePullFailed");
        Job job = sandbox.jobs("vit").get(0);
        sandbox.client().resource(job).edit(j -> {
            j.getMetadata().getLabels().remove(JobLabels.STAGE);
            return j;
        });

        SoupSelection stopped = sandbox.await("vit", "NameConflict");

        assertThat(Sandbox.message(stopped)).contains(job.getMetadata().getName(), JobLabels.STAGE, "is missing");
        assertThat(sandbox.events("vit")).extracting(Event::getReason).contains("NameConflict", "JobsIgnored");
        held.lift();
        sandbox.client().resource(job).delete();
        assertThat(sandbox.await("vit", "SoupSelected").getStatus().conditions)
                .noneMatch(c -> c.getType().equals("JobsIgnored"));
    }

    @Test
    void aForeignJobThatHoldsTheNameIsNotTouched() {
        sandbox.create("vit", spec -> spec.suspend = true);
        sandbox.await("vit", "Suspended");
        SoupSelection resource = sandbox.get("vit");
        resource.getSpec().suspend = false;
        String name = Decisions.of(resource, List.of()).launch().orElseThrow().name();
        sandbox.client().resource(ForeignJob.named(sandbox.namespace(), name)).create();

        sandbox.edit("vit", r -> r.getSpec().suspend = false);

        assertThat(Sandbox.message(sandbox.await("vit", "NameConflict"))).contains(name);
    }
}
