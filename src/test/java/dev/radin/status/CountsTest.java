package dev.radin.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.BudgetSpec;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.fault.Reason;
import dev.radin.operator.Receipted;
import dev.radin.operator.Resources;
import dev.radin.plan.StageResult;
import dev.radin.plan.Step;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.protocol.TerminationMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Numbers of models and soups in a status, when lists are cut, Jobs are gone, or the resource was edited. */
class CountsTest {

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final SoupSelection resource = Resources.selection("vit");
    private final List<EndedStage> stages = new ArrayList<>();

    @Test
    void moreModelsAreExcludedThanAMessageNames() {
        inspected(30, 20);
        write(running(Stage.extract));

        assertThat(resource.getStatus().modelCounts.excluded).isEqualTo(20);
        assertThat(resource.getStatus().excludedModels).hasSize(8);
    }

    @Test
    void sharesAddWhatInspectFound() {
        inspected(30, 20);
        end(Stage.extract, Receipt.merge(Stage.extract, List.of(share(0, 12), share(11, 3))));
        write(running(Stage.rank));

        // The eleventh was found by both shares, but only their first eight are named.
        assertThat(resource.getStatus().modelCounts.excluded).isEqualTo(20 + 12 + 3);
    }

    @Test
    void aModelThatSeveralSharesFoundCountsOnce() {
        Receipt merged = Receipt.merge(Stage.extract, List.of(share(0, 2), share(1, 2)));

        assertThat(merged.excludedCount()).isEqualTo(3);
        assertThat(merged.excluded()).extracting(ExcludedModel::model).containsExactly("m0", "m1", "m2");
    }

    @Test
    void rankKnowsHowManyTakeNoPart() {
        inspected(30, 20);
        end(Stage.extract, Receipt.merge(Stage.extract, List.of(share(0, 12), share(11, 3))));
        end(Stage.rank, ranked(34, 2, 2, 0));
        write(running(Stage.evaluate));

        assertThat(resource.getStatus().modelCounts.excluded).isEqualTo(34);
    }

    @Test
    void theCountOutlivesItsJobsAndAnEditOfWhatChangesNothing() {
        inspected(30, 20);
        write(running(Stage.extract));
        resource.getMetadata().setGeneration(2L);

        List<EndedStage> remembered = Notes.of(resource).stages();
        stages.clear();
        stages.addAll(remembered);
        write(new SelectionState.Suspended());

        assertThat(resource.getStatus().modelCounts.excluded).isEqualTo(20);
        assertThat(resource.getStatus().excludedModels).hasSize(8);
    }

    @Test
    void aLargerBudgetGoesOnFromWhatIsEvaluated() {
        finished(8);
        resource.getSpec().budget = BudgetSpec.of(11);
        resource.getMetadata().setGeneration(2L);

        stages.clear();
        List<String> evaluated = new ArrayList<>();
        write(running(Stage.inspect));
        evaluated.add(evaluated());
        end(Stage.inspect, Receipted.inspected(4, 0));
        write(running(Stage.rank));
        evaluated.add(evaluated());
        end(Stage.rank, ranked(0, 11, 11, 8));
        write(new SelectionState.Running(task(Stage.evaluate, 11), 8, null));
        evaluated.add(evaluated());
        end(Stage.evaluate, Receipt.passes(Stage.evaluate, new Cost(3, 8, 0), List.of()));
        write(running(Stage.publish));
        evaluated.add(evaluated());

        assertThat(evaluated).containsExactly("8/11", "8/11", "8/11", "11/11");
        assertThat(resource.getStatus().modelCounts.run).isEqualTo(4);
    }

    @Test
    void aSmallerBudgetIsNotExceeded() {
        finished(8);
        resource.getSpec().budget = BudgetSpec.of(3);
        resource.getMetadata().setGeneration(2L);

        stages.clear();
        write(running(Stage.inspect));

        assertThat(evaluated()).isEqualTo("3/3");
    }

    @Test
    void otherModelsStartFromNothing() {
        finished(8);
        resource.getSpec().models.remove(3);
        resource.getMetadata().setGeneration(2L);

        stages.clear();
        write(running(Stage.inspect));

        assertThat(evaluated()).isEqualTo("0/8");
        assertThat(resource.getStatus().modelCounts.usable).isNull();
    }

    @Test
    void secondsThatAreRoundedAddUpTheSameFromJobsAndFromAStatus() {
        end(Stage.inspect, Receipted.inspected(4, 4));
        end(Stage.extract, Receipt.passes(Stage.extract, new Cost(4, 0, 0.4), List.of()));
        end(Stage.rank, Receipted.ranked(4, 1, 1));
        end(Stage.evaluate, Receipt.passes(Stage.evaluate, new Cost(2, 0, 0.4), List.of()));
        write(running(Stage.publish));
        long seconds = resource.getStatus().cost.gpuSeconds;

        List<EndedStage> remembered = Notes.of(resource).stages();
        stages.clear();
        stages.addAll(remembered);
        write(running(Stage.publish));

        assertThat(resource.getStatus().cost.gpuSeconds).isEqualTo(seconds);
    }

    private String evaluated() {
        return resource.getStatus().evaluations.done + "/" + resource.getStatus().evaluations.budget;
    }

    private void finished(int evaluated) {
        end(Stage.inspect, Receipted.inspected(4, 4));
        end(Stage.extract, Receipt.passes(Stage.extract, new Cost(4, 0, 0), List.of()));
        end(Stage.rank, ranked(0, evaluated, evaluated, 0));
        end(Stage.evaluate, Receipt.passes(Stage.evaluate, new Cost(evaluated, 0, 0), List.of()));
        Receipt published = Receipted.published(4, evaluated / 2);
        end(Stage.publish, published);
        write(new SelectionState.Ended(new Step.Finished(published.published())));
        assertThat(evaluated()).isEqualTo("8/8");
    }

    private void inspected(int models, int excluded) {
        end(
                Stage.inspect,
                Receipt.inspected(
                        "0123456789abcdef",
                        0,
                        new Receipt.Inspected(models - excluded, excluded, 10),
                        models("i", 0, excluded)));
    }

    private static Receipt share(int first, int excluded) {
        return asPodsReport(Receipt.passes(Stage.extract, Cost.NONE, models("m", first, excluded)));
    }

    private static Receipt ranked(int excluded, int proposed, int added, int cached) {
        return Receipt.ranked(
                "0123456789abcdee",
                new Receipt.Ranked("Auto/Search", 4, excluded, proposed, added, added, cached, false, "a", 0.78));
    }

    private static List<ExcludedModel> models(String prefix, int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(i -> new ExcludedModel(prefix + i, Reason.CorruptModel, "is cut short"))
                .toList();
    }

    private static Receipt asPodsReport(Receipt receipt) {
        return TerminationMessage.read(TerminationMessage.of(receipt), "pod");
    }

    private void end(Stage stage, Receipt receipt) {
        stages.add(new EndedStage(
                new StageResult(task(stage, 1), asPodsReport(receipt)), NOW, NOW, "job-" + stages.size()));
    }

    private static SelectionState running(Stage stage) {
        return new SelectionState.Running(task(stage, 10), 0, null);
    }

    private static StageTask task(Stage stage, int items) {
        int round = stage == Stage.rank || stage == Stage.evaluate ? 1 : 0;
        return new StageTask(
                stage,
                round,
                AskedHash.kept(Hash.brief(Hash.sha256(List.of(stage.name())))),
                items,
                1,
                null,
                null,
                Cost.NONE);
    }

    private void write(SelectionState state) {
        resource.setStatus(new StatusWriter(resource, Selections.of(resource)).write(state, stages, NOW));
    }
}
