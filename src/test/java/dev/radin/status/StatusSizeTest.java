package dev.radin.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.fault.Reason;
import dev.radin.operator.Resources;
import dev.radin.plan.EarlierRounds;
import dev.radin.plan.StageResult;
import dev.radin.plan.Step;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.protocol.TerminationMessage;
import dev.radin.soup.strategy.KeptOut;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The largest status there can be: 256 models of the longest names, of which nothing can be compressed, and faults of most. */
class StatusSizeTest {

    private static final int MOST_BYTES = 16 << 10;
    private static final int LONGEST_URI = 2048;

    /** Of a file in a folder of models. */
    private static final int LONGEST_NAME = 255;

    private static final Instant NOW = Instant.parse("2026-11-24T10:00:00Z");

    private final Random random = new Random(7);
    private final SoupSelection resource = Resources.selection("v".repeat(40));
    private final List<String> names =
            IntStream.range(0, 256).mapToObj(i -> text(LONGEST_NAME)).toList();
    private final List<EndedStage> stages = new ArrayList<>();

    @BeforeEach
    void makeItLong() {
        resource.getSpec().output.uri = "file:///" + text(LONGEST_URI - 8);
        end(Stage.inspect, 0, Receipt.inspected(hash(), 0, new Receipt.Inspected(128, 128, 1024), faults(1)));
        end(Stage.extract, 0, Receipt.passes(Stage.extract, new Cost(1024, 1024, 1e9), List.of()));
        for (int round = 1; round <= 50; round++) {
            end(Stage.rank, round, Receipt.ranked(hash(), ranked(round)));
            end(Stage.evaluate, round, Receipt.passes(Stage.evaluate, new Cost(160, 160, 1e9), List.of()));
        }
    }

    @Test
    void ofAResultFits() {
        Receipt published = end(Stage.publish, 0, Receipt.published(hash(), new Cost(24, 24, 1e9), published()));

        write(new SelectionState.Ended(new Step.Finished(published.published())));

        assertThat(resource.getStatus().testScores).hasSize(8);
        assertThat(resource.getStatus().modelCounts.excluded).isEqualTo(128);
        assertThat(resource.getStatus().modelCounts.suspect).isEqualTo(100);
        assertThat(resource.getStatus().result.memberCount).isEqualTo(100);
        assertThat(resource.getStatus().resumeToken).isNotNull();
        assertThat(resource.getStatus().report.pageUri).isNull();
        assertThat(bytes()).isLessThan(MOST_BYTES);
    }

    /** The longest place that is named as a page, too. */
    @Test
    void ofAResultWithItsPageFits() {
        resource.getSpec().output.uri = "file:///" + text(ResultWriter.LONGEST_PAGE_URI - 108);
        Receipt published = end(Stage.publish, 0, Receipt.published(hash(), new Cost(24, 24, 1e9), published()));

        write(new SelectionState.Ended(new Step.Finished(published.published())));

        assertThat(resource.getStatus().report.pageUri)
                .endsWith("/report.html")
                .hasSizeBetween(ResultWriter.LONGEST_PAGE_URI - 8, ResultWriter.LONGEST_PAGE_URI);
        assertThat(bytes()).isLessThan(MOST_BYTES);
    }

    @Test
    void ofAFailureFits() {
        Receipt.Failure failure = end(
                        Stage.publish, 0, Receipt.failed(Stage.publish, Reason.StorageFailed, text(10_000)))
                .failure();
        write(new SelectionState.Ended(new Step.Failed(stages.get(0).result().task(), failure)));

        assertThat(resource.getStatus().resumeToken).isNotNull();
        assertThat(bytes()).isLessThan(MOST_BYTES);
    }

    /** Each of many pods names one model, with a long message. */
    @Test
    void ofExcludedModelsOfManyPodsFits() {
        stages.subList(1, stages.size()).clear();
        List<Receipt> shares = IntStream.range(0, 100)
                .mapToObj(i -> asPodsReport(Receipt.passes(Stage.extract, Cost.NONE, faults(1))))
                .toList();
        end(Stage.extract, 0, Receipt.merge(Stage.extract, shares));

        write(new SelectionState.Running(stages.get(0).result().task(), 0, null));

        assertThat(resource.getStatus().excludedModels).hasSize(8);
        assertThat(bytes()).isLessThan(MOST_BYTES);
    }

    private Published published() {
        List<String> members = names.subList(0, 100);
        List<Double> weights = random.doubles(100, 0, 0.01).boxed().toList();
        return new Published(
                "Auto/Search",
                new Published.Choice(
                        hash(),
                        members,
                        weights,
                        100,
                        0.123456789,
                        "sha256:" + hash().repeat(4),
                        new Published.Adapter(65536, 0.123456789)),
                new Published.Single(names.get(0), 0.123456789),
                0.0123456789,
                List.of(-0.0123456789, 0.0123456789),
                0.0123456789,
                128,
                1000,
                IntStream.range(0, 8)
                        .mapToObj(i -> new Published.Evaluation(
                                names.subList(i, i + 100), weights, 100, 0.123456789, 0.123456789))
                        .toList(),
                IntStream.range(0, 8)
                        .mapToObj(i -> new Published.Test(
                                text(63),
                                0.123456789,
                                0.123456789,
                                0.123456789,
                                -0.123456789,
                                List.of(-0.123456789, 0.123456789),
                                0.123456789))
                        .toList(),
                faults(8),
                128,
                names.stream()
                        .limit(8)
                        .map(name -> new Published.Suspect(name, random.nextDouble() * 1e9, KeptOut.OtherBasin))
                        .toList(),
                100,
                new Published.ReportFile(hash(), "sha256:" + hash().repeat(4), true),
                0.123456789,
                "HighestScore",
                text(Published.LONGEST_VERDICT));
    }

    private Receipt.Ranked ranked(int round) {
        return new Receipt.Ranked(
                "Auto/Search", 128, 128, 20 * round, 20, 160, 0, round < 50, names.get(0), 0.123456789);
    }

    private List<ExcludedModel> faults(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ExcludedModel(text(LONGEST_NAME), Reason.NonFiniteWeights, text(3000)))
                .toList();
    }

    private Receipt end(Stage stage, int round, Receipt receipt) {
        Receipt reported = asPodsReport(receipt);
        StageTask task = new StageTask(stage, round, AskedHash.kept(hash()), 1, 1, null, null, Cost.NONE);
        stages.add(new EndedStage(
                new StageResult(task, reported), NOW, NOW.plusSeconds(random.nextInt(100_000)), text(63)));
        return reported;
    }

    private static Receipt asPodsReport(Receipt receipt) {
        return TerminationMessage.read(TerminationMessage.of(receipt), "pod");
    }

    private void write(SelectionState state) {
        WorkDone done = new WorkDone(stages, EarlierRounds.NONE);
        resource.setStatus(
                new StatusWriter(resource, Selections.of(resource)).write(state, done, "j".repeat(4000), NOW));
    }

    private int bytes() {
        return Serialization.asJson(resource.getStatus()).getBytes(StandardCharsets.UTF_8).length;
    }

    private String hash() {
        return Hash.brief(Hash.sha256(List.of(text(10))));
    }

    private String text(int characters) {
        StringBuilder text = new StringBuilder();
        random.ints(characters, 'a', 'z' + 1).forEach(text::appendCodePoint);
        return text.toString();
    }
}
