package dev.radin.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.Reason;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.soup.Metric;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PlannerTest {

    private static final int PASSES_PER_SHARE = 4;

    private final Planner planner = new Planner(selection(8), PASSES_PER_SHARE);
    private final List<StageResult> history = new ArrayList<>();

    @Test
    void stagesFollowEachOtherUntilTheResult() {
        assertThat(advance(inspected(10))).isEqualTo("inspect");
        assertThat(advance(passes(Stage.extract, 10))).isEqualTo("extract");
        assertThat(advance(ranked("r1", 1, 1, true))).isEqualTo("rank 1");
        assertThat(advance(passes(Stage.evaluate, 1))).isEqualTo("evaluate 1");
        assertThat(advance(ranked("r2", 3, 2, false))).isEqualTo("rank 2");
        assertThat(advance(passes(Stage.evaluate, 2))).isEqualTo("evaluate 2");
        assertThat(advance(published())).isEqualTo("publish");

        assertThat(planner.next(history).step()).isInstanceOf(Step.Finished.class);
    }

    @Test
    void extractIsSkippedWhenEveryPassIsCached() {
        advance(inspected(0));

        assertThat(launched().stage()).isEqualTo(Stage.rank);
    }

    @Test
    void evaluateIsSkippedWhenNothingIsProposed() {
        advance(inspected(0));
        advance(ranked("r1", 0, 0, false));

        assertThat(launched().stage()).isEqualTo(Stage.publish);
    }

    @Test
    void aRoundThatProposesNothingNewIsTheLastEvenIfMoreWasExpected() {
        advance(inspected(0));
        advance(ranked("r1", 1, 1, true));
        advance(passes(Stage.evaluate, 1));
        advance(ranked("r2", 1, 0, true));

        assertThat(launched().stage()).isEqualTo(Stage.publish);
    }

    @Test
    void passesAreDividedAmongShares() {
        advance(inspected(10));

        assertThat(launched().shares()).isEqualTo(3);
    }

    @Test
    void publishKnowsTheCostOfAllThatCameBefore() {
        advance(inspected(10));
        advance(passes(Stage.extract, 10));
        advance(ranked("r1", 2, 2, false));
        advance(passes(Stage.evaluate, 2));

        assertThat(launched().cost()).isEqualTo(new Cost(12, 0, 12));
    }

    @Test
    void failureStopsAndSaysWhy() {
        advance(Receipt.failed(Stage.inspect, Reason.InputNotFound, "file:///a: no such file"));

        assertThat(planner.next(history).step())
                .isInstanceOfSatisfying(Step.Failed.class, failed -> assertThat(failed.failure())
                        .isEqualTo(new Receipt.Failure(Reason.InputNotFound, "file:///a: no such file")));
    }

    /** Finished resources of earlier versions would otherwise run again after an upgrade. */
    @Test
    void workKeepsItsNameInLaterVersions() {
        assertThat(launched().taskHash().is("f33fea5c03d45720")).isTrue();
        advance(inspected(0));
        assertThat(launched().taskHash().is("9737195a9ca60643")).isTrue();
    }

    @Test
    void anEditedSelectionStartsAgainFromInspectWithOtherWork() {
        StageTask before = launched();
        advance(inspected(10));

        Step step = new Planner(selection(9), PASSES_PER_SHARE).next(history).step();

        StageTask after = ((Step.Launch) step).task();
        assertThat(after.stage()).isEqualTo(Stage.inspect);
        assertThat(after.taskHash()).isNotEqualTo(before.taskHash());
    }

    @Test
    void earlierRoundsMayBeForgottenOnceALaterOneIsRanked() {
        advance(inspected(0));
        advance(ranked("r1", 1, 1, true));
        advance(passes(Stage.evaluate, 1));
        advance(ranked("r2", 2, 1, true));
        Step expected = planner.next(history).step();

        history.removeIf(r -> r.task().round() == 1);

        assertThat(planner.next(history).step()).isEqualTo(expected);
    }

    @Test
    void otherPassesPerShareDivideTheWorkAnewAndRedoNothing() {
        advance(inspected(10));
        advance(passes(Stage.extract, 10));
        StageTask before = launched();

        Step step = new Planner(selection(8), 1).next(history).step();

        assertThat(((Step.Launch) step).task()).isEqualTo(before);
    }

    @Test
    void aPlanTellsWhatItHasComePast() {
        advance(inspected(10));
        history.add(new StageResult(
                new StageTask(Stage.rank, 1, AskedHash.kept("another selection's"), 1, 1, "i0", null, Cost.NONE),
                ranked("r0", 1, 1, false)));
        advance(passes(Stage.extract, 10));
        advance(ranked("r1", 2, 2, false));

        assertThat(planner.next(history).passed())
                .extracting(r -> r.task().stage() + " " + r.receipt().result())
                .containsExactly("inspect i1", "extract null", "rank r1");
    }

    @Test
    void aFreshLookInspectsAgainAndRedoesNothingThatWasFoundTheSame() {
        advance(inspected(10));
        advance(passes(Stage.extract, 10));
        Step expected = planner.next(history).step();
        Planner fresh = new Planner(selection(8), PASSES_PER_SHARE, "2026-11-24");

        StageTask again = ((Step.Launch) fresh.next(history).step()).task();
        history.add(new StageResult(again, inspected(10)));

        assertThat(again.stage()).isEqualTo(Stage.inspect);
        assertThat(fresh.next(history).step()).isEqualTo(expected);
    }

    @Property(tries = 50)
    void theOrderInWhichHistoryIsToldDoesNotMatter(@ForAll @IntRange(min = 0, max = 6) int told, @ForAll long seed) {
        history.clear();
        List<Receipt> receipts = List.of(
                inspected(10),
                passes(Stage.extract, 10),
                ranked("r1", 1, 1, true),
                passes(Stage.evaluate, 1),
                ranked("r2", 3, 2, false),
                passes(Stage.evaluate, 2));
        receipts.subList(0, told).forEach(this::advance);
        Step expected = planner.next(history).step();

        List<StageResult> shuffled = new ArrayList<>(history);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(planner.next(shuffled).step()).isEqualTo(expected);
    }

    private String advance(Receipt receipt) {
        StageTask task = launched();
        history.add(new StageResult(task, receipt));
        return task.title();
    }

    private StageTask launched() {
        return ((Step.Launch) planner.next(history).step()).task();
    }

    private static Receipt inspected(int passes) {
        return Receipt.inspected("i1", 0, new Receipt.Inspected(10, 0, passes), List.of());
    }

    private static Receipt passes(Stage stage, int passes) {
        return Receipt.passes(stage, new Cost(passes, 0, passes), List.of());
    }

    private static Receipt ranked(String result, int proposed, int added, boolean more) {
        return Receipt.ranked(result, new Receipt.Ranked("Search", 10, 0, proposed, added, added, 0, more, "a", 0.8));
    }

    private static Receipt published() {
        return Receipt.published(
                "p1",
                Cost.NONE,
                new Published(
                        "Search",
                        new Published.Choice("0123456789abcdef", List.of("a"), null, 1, 0.8, "sha256:00", null),
                        new Published.Single("a", 0.8),
                        0,
                        null,
                        null,
                        10,
                        3,
                        List.of(),
                        List.of(),
                        List.of(),
                        0,
                        List.of(),
                        0,
                        new Published.ReportFile("0123456789abcdef", "sha256:00", true),
                        null,
                        null,
                        null));
    }

    private static Selection selection(int budget) {
        return new Selection(
                "default",
                "letters",
                new Selection.Input("file:///architecture.pt", null),
                List.of(),
                List.of(new Selection.ModelsFrom("sweep", "file:///models/", List.of(), null)),
                null,
                List.of(new Selection.Dataset("val", "file:///val.safetensors", null, 1)),
                List.of(),
                null,
                Metric.ACCURACY,
                budget,
                new Selection.StrategyChoice(Selection.StrategyChoice.Type.Auto, 200, 0, List.of()),
                null,
                0,
                Selection.UnusableModelPolicy.Exclude,
                new Selection.Inference(0, null, null),
                null,
                null,
                null,
                "file:///out",
                "file:///out/cache");
    }
}
