package dev.radin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.Reason;
import dev.radin.soup.strategy.KeptOut;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TerminationMessageTest {

    private static final int KUBERNETES_LIMIT = 4096;

    @Test
    void aReceiptThatFitsIsWrittenWhole() {
        Receipt receipt = Receipt.passes(
                Stage.extract,
                new Cost(3, 1, 2.5),
                List.of(new ExcludedModel("b", Reason.NonFiniteWeights, "file:///b: 3 weights are NaN")));

        assertThat(TerminationMessage.of(receipt)).isEqualTo(Json.writeCompact(receipt));
        assertThat(read(TerminationMessage.of(receipt))).isEqualTo(receipt);
    }

    /** Of all containers in a pod, as of a mesh, a kubelet keeps 12 KiB, in equal parts. */
    @Property(tries = 60)
    void amongManyContainersAReceiptKeepsItsCounts(
            @ForAll Stage stage,
            @ForAll @IntRange(max = 256) int models,
            @ForAll @IntRange(min = 1, max = 8) int containers) {
        Receipt receipt = receipt(stage, models, 12, "file:///models/a.pt: 3 weights are NaN");

        Receipt back = read(kept(TerminationMessage.of(receipt), containers));

        assertThat(back.stage()).isEqualTo(stage);
        assertThat(back.result()).isEqualTo(receipt.result());
        assertThat(back.cost()).isEqualTo(receipt.cost());
        assertThat(back.excludedCount()).isEqualTo(receipt.excludedCount());
        assertThat(back.inspected()).isEqualTo(receipt.inspected());
        assertThat(back.ranked()).isEqualTo(receipt.ranked());
        if (stage == Stage.publish) {
            assertThat(back.published().best().digest())
                    .isEqualTo(receipt.published().best().digest());
            assertThat(back.published().gain()).isEqualTo(receipt.published().gain());
            assertThat(back.published().report()).isEqualTo(receipt.published().report());
        }
    }

    @Test
    void aFailureKeepsItsReasonAmongManyContainers() {
        Receipt failed =
                Receipt.failed(Stage.inspect, Reason.InputNotFound, "file:///a.pt: no such file\n".repeat(200));

        Receipt back = read(kept(TerminationMessage.of(failed), 8));

        assertThat(back.failure().reason()).isEqualTo(Reason.InputNotFound);
        assertThat(back.failure().message()).startsWith("file:///a.pt: no such file\n");
    }

    private static String kept(String message, int containers) {
        byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
        return new String(bytes, 0, Math.min(bytes.length, 12 * 1024 / containers), StandardCharsets.UTF_8);
    }

    @Property(tries = 60)
    void anyReceiptOfAnyStageFitsAndKeepsItsCounts(
            @ForAll Stage stage,
            @ForAll @IntRange(max = 256) int models,
            @ForAll @IntRange(max = 256) int excluded,
            @ForAll @IntRange(max = 3000) int messageCharacters) {
        Receipt receipt = receipt(stage, models, excluded, "\u00e9\"\u2192\n".repeat(messageCharacters / 4));

        String text = TerminationMessage.of(receipt);

        Receipt back = read(text);
        assertThat(text.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(KUBERNETES_LIMIT);
        assertThat(back.stage()).isEqualTo(stage);
        assertThat(back.result()).isEqualTo(receipt.result());
        assertThat(back.cost()).isEqualTo(receipt.cost());
        if (stage == Stage.inspect) {
            assertThat(back.inspected().models()).isEqualTo(models);
            assertThat(back.inspected().excluded()).isEqualTo(excluded);
        } else if (stage == Stage.rank) {
            assertThat(back.ranked().proposed()).isEqualTo(1000);
            assertThat(back.ranked().bestSingle()).isEqualTo(receipt.ranked().bestSingle());
        } else if (stage == Stage.publish) {
            assertThat(back.published().best().soup())
                    .isEqualTo(receipt.published().best().soup());
            assertThat(back.published().test()).isEqualTo(receipt.published().test());
            assertThat(back.published().report()).isEqualTo(receipt.published().report());
            assertThat(back.published().suspectCount()).isEqualTo(suspects(models));
            assertThat(back.published().best().size()).isEqualTo(Math.max(1, models));
            assertThat(back.published().excludedCount()).isEqualTo(excluded);
        }
    }

    @Test
    void aFailureThatNamesManyFilesKeepsItsReasonAndTheFirstOfThem() {
        String message = "file:///models/" + "x".repeat(400) + ": no such file\n";

        Receipt back =
                read(TerminationMessage.of(Receipt.failed(Stage.inspect, Reason.InputNotFound, message.repeat(256))));

        assertThat(back.failure().reason()).isEqualTo(Reason.InputNotFound);
        assertThat(back.failure().message()).startsWith(message).endsWith("…");
    }

    /** With the longest names and URIs that a resource may have. */
    private static Receipt receipt(Stage stage, int models, int excluded, String message) {
        List<String> names =
                IntStream.range(0, models).mapToObj(i -> "m".repeat(60) + i).toList();
        List<ExcludedModel> faults = IntStream.range(0, excluded)
                .mapToObj(i -> new ExcludedModel("b".repeat(60) + i, Reason.NonFiniteWeights, message))
                .toList();
        List<String> members = names.isEmpty() ? List.of("m0") : names;
        List<Double> weights = Collections.nCopies(members.size(), 0.1234567890123456);
        return switch (stage) {
            case inspect -> Receipt.inspected("r", 3, new Receipt.Inspected(models, excluded, 512), faults);
            case extract, evaluate -> Receipt.passes(stage, new Cost(4, 4, 12.25), faults);
            case rank -> Receipt.ranked(
                    "r",
                    new Receipt.Ranked(
                            "Auto/Search", models, excluded, 1000, 32, 64, 8, true, "m".repeat(63), 0.123456789));
            case publish -> Receipt.published(
                    "r",
                    new Cost(3, 0, 0),
                    new Published(
                            "Auto/Search",
                            new Published.Choice(
                                    "0123456789abcdef",
                                    members,
                                    weights,
                                    members.size(),
                                    0.8,
                                    "sha256:" + "0".repeat(64),
                                    new Published.Adapter(65536, 0.1234567890123456)),
                            new Published.Single("m".repeat(63), 0.123456789),
                            0.00123456789,
                            List.of(-0.00123456789, 0.00123456789),
                            0.0123456789,
                            models,
                            8,
                            Collections.nCopies(
                                    8,
                                    new Published.Evaluation(
                                            members, weights, members.size(), 0.123456789, 0.123456789)),
                            IntStream.range(0, 8)
                                    .mapToObj(i -> new Published.Test(
                                            "t".repeat(62) + i,
                                            0.1234567890123456,
                                            Double.NaN,
                                            0.1234567890123456,
                                            -0.001234567890123456,
                                            List.of(-0.001234567890123456, 0.001234567890123456),
                                            0.1234567890123456))
                                    .toList(),
                            faults,
                            excluded,
                            names.stream()
                                    .limit(suspects(models))
                                    .map(name -> new Published.Suspect(name, 123.4567890123456, KeptOut.FarInBasin))
                                    .toList(),
                            suspects(models),
                            new Published.ReportFile("0123456789abcdef", "sha256:" + "0".repeat(64), true),
                            0.123456789,
                            "HighestScore",
                            "v".repeat(Published.LONGEST_VERDICT)));
        };
    }

    private static int suspects(int models) {
        return Math.min(8, models);
    }

    private static Receipt read(String text) {
        return TerminationMessage.read(text, "receipt");
    }
}
