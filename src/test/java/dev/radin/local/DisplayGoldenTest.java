package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.Golden;
import dev.radin.fault.Reason;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Cost;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The progress of one run of two hours, by a clock of its own. */
class DisplayGoldenTest {

    private static final String ERASE_LINE = "\r\u001b\\[K";
    private static final String REDRAWN = "~ ";
    private static final long SECOND = 1_000_000_000L;

    private final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    private long now = 5 * SECOND;

    @Test
    void linesForALog() {
        show((out, clock) -> new PlainDisplay(out, clock));

        Golden.check("progress-plain.txt", text());
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 80, 120})
    void oneLineThatIsRedrawnOnATerminal(int columns) {
        show((out, clock) -> new TerminalDisplay(out, columns, clock));

        String frames = text().replaceAll("(^|(?<=\n))" + ERASE_LINE + "(?=.)", REDRAWN)
                .replaceAll(ERASE_LINE + "(?=.)", "\n" + REDRAWN)
                .replaceAll(ERASE_LINE, "");
        assertThat(frames.lines().filter(line -> line.matches(REDRAWN + ".*\\d+/\\d+.*")))
                .as("a line that fills the terminal would wrap")
                .isNotEmpty()
                .allMatch(line -> line.length() - REDRAWN.length() < columns);
        Golden.check("progress-terminal-" + columns + ".txt", frames);
    }

    @Test
    void nothingIsForetoldOfAStageWhosePassesAreNotCountedBefore() {
        try (Display display = new PlainDisplay(new PrintStream(shown, true, StandardCharsets.UTF_8), () -> now)) {
            stage(display, Stage.publish, 0, 0);
            passes(display, "a on test", 1);
        }

        assertThat(text())
                .contains("publish     0 passes made, 63 examples/s\n")
                .doesNotContain(" left");
    }

    private void show(BiFunction<PrintStream, LongSupplier, Display> make) {
        try (Display display = make.apply(new PrintStream(shown, true, StandardCharsets.UTF_8), () -> now)) {
            stage(display, Stage.inspect, 0, 0);
            pass(2);
            end(display, Receipt.inspected("i", 1, new Receipt.Inspected(12, 1, 4), List.of()));

            stage(display, Stage.extract, 0, 4);
            display.passReused();
            passes(display, "clip-vit-b32-lr3.0e-5-wd0.1-seed7 on imagenet-val", 3);
            ExcludedModel broken = new ExcludedModel(
                    "broken", Reason.NonFiniteWeights, "file:///models/broken.pt: head.weight has 3 NaN values");
            end(display, Receipt.passes(Stage.extract, new Cost(3, 1, 0), List.of(broken)));

            stage(display, Stage.rank, 1, 0);
            pass(1);
            end(display, Receipt.ranked("r", new Receipt.Ranked("Auto/Search", 12, 0, 8, 8, 8, 0, false, "a", 0.5)));

            stage(display, Stage.evaluate, 1, 8);
            passes(display, "soup of 5 (clip-vit-b32-lr3.0e-5-wd0.1-seed7, …) on imagenet-val", 2);
            end(display, Receipt.failed(Stage.evaluate, Reason.StorageFailed, "No space left on device"));
        }
    }

    private void passes(Display display, String what, int count) {
        for (int i = 0; i < count; i++) {
            display.passStarted(what, 50_000);
            for (int done = 12_500; done <= 50_000; done += 12_500) {
                pass(200);
                display.examplesDone(done);
            }
            display.passMade();
        }
    }

    private static void stage(Display display, Stage stage, int round, int passes) {
        display.stageStarted(task(stage, round), passes);
    }

    private void end(Display display, Receipt receipt) {
        pass(1);
        display.stageEnded(
                task(receipt.stage(), receipt.stage() == Stage.inspect || receipt.stage() == Stage.extract ? 0 : 1),
                receipt);
    }

    private static StageTask task(Stage stage, int round) {
        return new StageTask(stage, round, AskedHash.kept("w"), 1, 1, null, null, Cost.NONE);
    }

    private void pass(int seconds) {
        now += seconds * SECOND;
    }

    private String text() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
