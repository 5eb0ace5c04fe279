package dev.radin.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.fault.Reason;
import dev.radin.operator.Receipted;
import dev.radin.operator.Resources;
import dev.radin.plan.Step;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import io.fabric8.kubernetes.api.model.Condition;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.FieldSource;

/**
 * In each state: the word that people read, what kstatus and Argo CD make of it, and whether {@code kubectl wait} goes
 * on.
 */
class StateTableTest {

    private static final StageTask EXTRACT =
            new StageTask(Stage.extract, 0, AskedHash.kept("w"), 12, 4, "i", null, Cost.NONE);
    private static final Receipt.Failure FULL = new Receipt.Failure(Reason.StorageFailed, "/out: no space left");

    static final List<Arguments> STATES = List.of(
            row(running(Stage.inspect, null), "Inspecting", "InProgress", "Progressing", "Unknown"),
            row(running(Stage.extract, null), "MakingPasses", "InProgress", "Progressing", "Unknown"),
            row(running(Stage.rank, null), "Ranking", "InProgress", "Progressing", "Unknown"),
            row(running(Stage.evaluate, null), "EvaluatingSoups", "InProgress", "Progressing", "Unknown"),
            row(running(Stage.publish, null), "Publishing", "InProgress", "Progressing", "Unknown"),
            row(
                    running(Stage.extract, PodBlocker.Reason.WaitingForQuota),
                    "WaitingForQuota",
                    "InProgress",
                    "Progressing",
                    "Unknown"),
            row(
                    running(Stage.extract, PodBlocker.Reason.Unschedulable),
                    "Unschedulable",
                    "InProgress",
                    "Progressing",
                    "Unknown"),
            row(
                    running(Stage.extract, PodBlocker.Reason.ImagePullFailed),
                    "ImagePullFailed",
                    "InProgress",
                    "Progressing",
                    "Unknown"),
            row(
                    running(Stage.extract, PodBlocker.Reason.WorkloadDeactivated),
                    "WorkloadDeactivated",
                    "Failed",
                    "Degraded",
                    "Unknown"),
            row(
                    new SelectionState.Hindered(Reason.ApiServerError, "the API server …"),
                    "ApiServerError",
                    "InProgress",
                    "Progressing",
                    "Unknown"),
            row(new SelectionState.Suspended(), "Suspended", "InProgress", "Suspended", "Unknown"),
            row(
                    new SelectionState.Refused(Reason.InvalidSpec, "spec.models: …"),
                    "InvalidSpec",
                    "Failed",
                    "Degraded",
                    "False"),
            row(
                    new SelectionState.Ended(new Step.Failed(EXTRACT, FULL)),
                    "StorageFailed",
                    "Failed",
                    "Degraded",
                    "False"),
            row(finished(), "SoupSelected", "Current", "Healthy", "True"));

    private static Arguments row(SelectionState state, String word, String kstatus, String argoCd, String succeeded) {
        return Arguments.of(state, word, kstatus, argoCd, succeeded);
    }

    private static SelectionState running(Stage stage, PodBlocker.Reason waiting) {
        return new SelectionState.Running(
                new StageTask(stage, 1, AskedHash.kept("w"), 12, 4, "i", "r", Cost.NONE),
                4,
                waiting == null ? null : new PodBlocker(waiting, "what the cluster says"));
    }

    private static SelectionState finished() {
        return new SelectionState.Ended(
                new Step.Finished(Receipted.published(4, 1).published()));
    }

    private final SoupSelection resource = Resources.selection("vit");
    private Instant now = Instant.parse("2026-11-24T10:00:00Z");

    @ParameterizedTest
    @FieldSource("STATES")
    void everyReaderUnderstandsIt(SelectionState state, String word, String kstatus, String argoCd, String succeeded) {
        write(state);

        assertThat(ready().getReason()).isEqualTo(word);
        assertThat(ready().getMessage()).isNotEmpty();
        assertThat(Readers.kstatus(resource)).isEqualTo(kstatus);
        assertThat(ArgoCd.health(resource)).isEqualTo(new ArgoCd.Health(argoCd, word + ": " + ready().getMessage()));
        assertThat(Readers.kubectlWaits(resource)).isEqualTo(!succeeded.equals("True"));
        assertThat(condition("Succeeded").getStatus()).isEqualTo(succeeded);
        assertThat(condition("Succeeded").getReason()).isEqualTo(word);
        assertThat(condition("Suspended").getStatus()).isEqualTo(word.equals("Suspended") ? "True" : "False");
        assertThat(resource.getStatus().completionTime)
                .isEqualTo(succeeded.equals("Unknown") ? null : "2026-11-24T10:00:00Z");
        assertThat(resource.getStatus().conditions).hasSize(7).allSatisfy(condition -> assertThat(
                        condition.getObservedGeneration())
                .isEqualTo(resource.getStatus().observedGeneration));
    }

    @ParameterizedTest
    @FieldSource("STATES")
    void afterAnEditEveryReaderWaitsUntilItIsSeen(
            SelectionState state, String word, String kstatus, String argoCd, String succeeded) {
        write(state);

        resource.getMetadata().setGeneration(2L);

        assertThat(Readers.kstatus(resource)).isEqualTo("InProgress");
        assertThat(ArgoCd.health(resource).status()).isEqualTo("Progressing");
        assertThat(Readers.kubectlWaits(resource)).isTrue();
    }

    @ParameterizedTest
    @FieldSource("STATES")
    void theResultOfAnEarlierGenerationIsNoSuccessOfThisOne(
            SelectionState state, String word, String kstatus, String argoCd, String succeeded) {
        write(finished());
        resource.getMetadata().setGeneration(2L);

        write(state);

        assertThat(resource.getStatus().result).isNotNull();
        assertThat(resource.getStatus().outcome).isEqualTo(succeeded.equals("True") ? "Soup" : null);
        assertThat(Readers.kubectlWaits(resource)).isEqualTo(!succeeded.equals("True"));
        assertThat(Readers.kstatus(resource)).isEqualTo(kstatus);
        assertThat(ArgoCd.health(resource).status()).isEqualTo(argoCd);
    }

    @ParameterizedTest
    @EnumSource(PodBlocker.Reason.class)
    void whatKeepsPodsFromRunningIsNoEndUnlessItNeedsSomebody(PodBlocker.Reason reason) {
        write(running(Stage.extract, reason));

        boolean needsSomebody = reason == PodBlocker.Reason.WorkloadDeactivated;
        assertThat(ready().getReason()).isEqualTo(reason.name());
        assertThat(Readers.kstatus(resource)).isEqualTo(needsSomebody ? "Failed" : "InProgress");
        assertThat(ArgoCd.health(resource).status()).isEqualTo(needsSomebody ? "Degraded" : "Progressing");
    }

    @Test
    void beforeTheOperatorHasSaidAnythingEveryReaderWaits() {
        assertThat(Readers.kstatus(resource)).isEqualTo("InProgress");
        assertThat(ArgoCd.health(resource).status()).isEqualTo("Progressing");
        assertThat(Readers.kubectlWaits(resource)).isTrue();
    }

    @Test
    void aStatusWithoutConditionsIsNoSuccess() {
        write(finished());
        resource.getStatus().conditions = List.of();

        assertThat(ArgoCd.health(resource).status()).isEqualTo("Progressing");
        assertThat(Readers.kubectlWaits(resource)).isTrue();
    }

    @Test
    void aFailureKeepsTheTimeOfItsEndUntilTheNextEdit() {
        SelectionState wrong = new SelectionState.Refused(Reason.InvalidSpec, "spec.models: …");
        write(wrong);
        now = now.plusSeconds(60);
        write(wrong);
        assertThat(resource.getStatus().completionTime).isEqualTo("2026-11-24T10:00:00Z");

        resource.getMetadata().setGeneration(2L);
        write(wrong);

        assertThat(resource.getStatus().completionTime).isEqualTo("2026-11-24T10:01:00Z");
    }

    @Test
    void workBeginsWhenItIsFirstSeenToRun() {
        write(new SelectionState.Suspended());
        assertThat(resource.getStatus().startTime).isNull();
        write(running(Stage.inspect, null));
        now = now.plusSeconds(60);
        write(running(Stage.inspect, null));

        assertThat(resource.getStatus().startTime).isEqualTo("2026-11-24T10:00:00Z");
    }

    @Test
    void aConditionKeepsTheTimeOfItsLastTransition() {
        write(running(Stage.inspect, null));
        now = now.plusSeconds(60);
        write(running(Stage.extract, null));
        now = now.plusSeconds(60);
        write(finished());

        assertThat(condition("Stalled").getLastTransitionTime()).isEqualTo("2026-11-24T10:00:00Z");
        assertThat(ready().getLastTransitionTime()).isEqualTo("2026-11-24T10:02:00Z");
    }

    @Test
    void aMessageOfAnyLengthFits() {
        write(new SelectionState.Refused(Reason.InvalidSpec, "x".repeat(100_000)));

        assertThat(ready().getMessage()).hasSizeLessThan(2000);
    }

    private void write(SelectionState state) {
        resource.setStatus(new StatusWriter(resource, Selections.of(resource)).write(state, List.of(), now));
    }

    private Condition ready() {
        return condition("Ready");
    }

    private Condition condition(String type) {
        return ConditionQueries.condition(resource.getStatus(), type).orElseThrow();
    }
}
