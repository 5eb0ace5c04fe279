package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.Reason;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Selections whose passes a program makes, as it should or otherwise. */
@Execution(ExecutionMode.CONCURRENT)
class EvaluatorProgramTest {

    @TempDir
    Path folder;

    @Test
    void publishesTheCheckpointAndNoNetwork() throws IOException {
        Quickstart quickstart = quickstart("out");

        Report report = quickstart.run().report();

        assertThat(report.inputs()).containsKey("evaluator").doesNotContainKey("architecture");
        try (Stream<Path> files = Files.walk(quickstart.output.resolve("soups"))) {
            assertThat(files.filter(Files::isRegularFile)
                            .map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("README.md", "model.safetensors", "soup.json");
        }
        assertThat(Files.list(quickstart.output.resolve("scratch"))).isEmpty();
    }

    @Test
    void finishedPassesAreFoundAgainByImageCommandAndVersion() {
        Quickstart quickstart = quickstart("out");
        int total = quickstart.run().passesMade();
        assertThat(quickstart.run().passesMade()).isZero();

        Evaluator first = quickstart.evaluator;
        quickstart.evaluator = new Evaluator(first.image(), first.command(), first.version(), Evaluator.Mode.Serve, 7);
        assertThat(quickstart.run().passesMade()).as("another deadline").isZero();

        quickstart.evaluator = new Evaluator(first.image(), first.command(), "2", Evaluator.Mode.Serve, 60);
        assertThat(quickstart.run().passesMade()).as("another version").isEqualTo(total);

        quickstart.evaluator = new Evaluator("other:1", first.command(), "1", Evaluator.Mode.Serve, 60);
        assertThat(quickstart.run().passesMade()).as("another image").isEqualTo(total);
    }

    @Test
    void killedAtAnyPassItGoesOnWithoutLosingOrRepeatingOne() throws IOException {
        KilledProgram.assertNothingIsLostOrRepeated(folder, 1, this::quickstart);
    }

    /** The deadline of its third pass; a later one where the machine was too slow for the two before it. */
    @Test
    void hungItGoesOnWithoutLosingOrRepeatingAPass() throws IOException {
        int total = quickstart("undisturbed").run().passesMade();
        Quickstart hung;
        Path log;
        int deadline = 1;
        do {
            deadline *= 2;
            log = folder.resolve("log-" + deadline);
            hung = quickstart("hung-" + deadline, "log=" + log, "hang=3");
            hung.evaluator = within(deadline, hung.evaluator);
            var failure = hung.run().failure();
            assertThat(failure.reason()).isEqualTo(Reason.WorkerFailed);
            assertThat(failure.message()).contains("was not done after " + deadline + " s");
        } while (!Files.exists(log) || Files.readAllLines(log).size() < 3);

        hung.evaluator = within(600, hung.evaluator);
        assertThat(hung.run().passesMade()).isEqualTo(total - 2);
        assertThat(Files.readAllLines(log)).hasSize(total + 1);
    }

    private static Evaluator within(int deadline, Evaluator evaluator) {
        return new Evaluator(evaluator.image(), evaluator.command(), evaluator.version(), evaluator.mode(), deadline);
    }

    /**
     * The program's first version gives labels in a wrong order with its first pass and dies in its third; it is mended, and
     * called by another version.
     */
    @Test
    void anotherVersionAfterAKillBeginsAnewAndKeepsWhatTheOldOneMade() throws IOException {
        int total = withOwnLabels("undisturbed").run().passesMade();
        Path log = folder.resolve("log");
        String[] habits = {"log=" + log, "order=1", "order=2", "exit=3"};
        assertThat(withOwnLabels("out", habits).run().failure().reason()).isEqualTo(Reason.WorkerFailed);
        Map<Path, String> old = passes("out");
        assertThat(old).hasSize(2);

        Quickstart mended = withOwnLabels("out", habits);
        mended.evaluator = new Evaluator(null, mended.evaluator.command(), "2", Evaluator.Mode.Serve, 60);
        Quickstart.Run run = mended.run();

        assertThat(run.passesMade()).isEqualTo(total);
        assertThat(Files.readAllLines(log)).hasSize(3 + total);
        SameRuns.assertSameModels(
                run.report(), withOwnLabels("undisturbed").run().report());
        assertThat(passes("out")).hasSize(2 + total).containsAllEntriesOf(old);

        // The old version finds its passes, and that its next one has other labels.
        assertThat(withOwnLabels("out", habits).run().failure().message())
                .contains("its labels are not those that it gave with an earlier pass");
        assertThat(Files.readAllLines(log)).hasSize(3 + total + 1);
        assertThat(mended.run().passesMade()).isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f16=2     | InvalidInput | m1 on val: its output has logits of F16 [4000, 26]; write F32 [examples, classes]",
                "shape=2   | InvalidInput | m1 on val: its output has logits of F32 [104000]; write F32 [examples, classes]",
                "nothing=2 | InvalidInput | m1 on val: answered that it was done and wrote no output",
                "half=2    | InvalidInput | m1 on val: its output cannot be used",
                "header=2  | InvalidInput | m1 on val: its output cannot be used",
                "folder=2  | InvalidInput | m1 on val: its output cannot be used",
                "count=2   | InvalidInput | m1 on val: its output has logits of 4000 examples, and the program answered that"
                        + " there are 4001",
                "exit=2    | WorkerFailed | m1 on val: ended with exit code 1 before it answered; it last said: out of memory",
            })
    void aWrongOutputFailsInOneSentenceAndKeepsWhatWasRightBefore(String habit, Reason reason, String message)
            throws IOException {
        Quickstart quickstart = quickstart("out", habit.strip());

        var failure = quickstart.run().failure();

        assertThat(failure.message()).startsWith("the evaluator").contains(message.strip());
        assertThat(failure.reason()).isEqualTo(reason);
        try (Stream<Path> passes = Files.list(quickstart.output.resolve("cache/passes"))) {
            assertThat(passes).hasSize(1);
        }
        assertThat(Files.list(quickstart.output.resolve("scratch"))).isEmpty();
    }

    /** The kernel refuses to write more of a file than a third of a pass, as a full disk would. */
    @Test
    void aProgramThatFindsNoRoomSaysSoAndTheNextRunGoesOn() throws IOException {
        Quickstart quickstart = quickstart("out");
        Evaluator roomy = quickstart.evaluator;
        List<String> command = new ArrayList<>(List.of("sh", "-c", "ulimit -f 256; exec \"$@\"", "sh"));
        command.addAll(roomy.command());
        quickstart.evaluator = new Evaluator(null, command, "1", Evaluator.Mode.Serve, 60);

        var failure = quickstart.run().failure();

        assertThat(failure.message()).contains("in the pass of m0 on val: gave up: File too large");
        assertThat(failure.reason()).isEqualTo(Reason.InvalidInput);
        assertThat(quickstart.output.resolve("cache/passes")).doesNotExist();
        assertThat(Files.list(quickstart.output.resolve("scratch"))).isEmpty();
        quickstart.evaluator = roomy;
        assertThat(quickstart.run().report().models()).hasSize(3);
    }

    @Test
    void onADiskThatGrowsBitByBitNothingIsHalfWrittenOrMadeTwice() throws IOException {
        Quickstart undisturbed = quickstart("undisturbed");
        int total = undisturbed.run().passesMade();
        Path log = folder.resolve("log");
        Quickstart cramped = quickstart("cramped", "log=" + log);
        int refusals = FullDisk.runUntilItFits(cramped, () -> assertThat(Files.list(cramped.output.resolve("scratch")))
                .isEmpty());

        assertThat(refusals).isGreaterThan(total);
        assertThat(Files.readAllLines(log).size()).isBetween(total, total + refusals);
        assertThat(weights(cramped)).isEqualTo(weights(undisturbed));
    }

    @Test
    void aModelWithoutFiniteLogitsIsExcluded() {
        Quickstart quickstart = quickstart("out", "nan=2");

        Report report = quickstart.run().report();

        assertThat(report.excluded()).singleElement().satisfies(excluded -> {
            assertThat(excluded.reason()).isEqualTo(Reason.NonFiniteLogits);
            assertThat(excluded.message()).contains("in the pass of m1 on val: the logits of example 3 are NaN");
        });
    }

    @Test
    void aDatasetOfItsOwnHasTheLabelsThatItGives() throws IOException {
        Quickstart files = quickstart("files");
        Quickstart own = withOwnLabels("own");

        Report expected = files.run().report();
        Report report = own.run().report();

        SameRuns.assertSameModels(report, expected);
        assertThat(report.choice().models()).isEqualTo(expected.choice().models());
        assertThat(own.run().passesMade()).isZero();
    }

    @Test
    void labelsAreTheSameInEveryPass() {
        Quickstart own = withOwnLabels("own", "order=2");
        assertThat(own.run().failure().message())
                .contains("m1 on val: its labels are not those that it gave with an earlier pass: labels[0] is ");

        Quickstart file = quickstart("file", "labels", "order=1");
        assertThat(file.run().failure().message())
                .contains("m0 on val: its labels are not the dataset's: labels[0] is ");
    }

    @Test
    void aDatasetOfItsOwnNeedsLabels() {
        Quickstart own = quickstart("own");
        own.validation = List.of(new Selection.Dataset("val", "letters:val", null, 1));

        assertThat(own.run().failure().message())
                .contains("m0 on val: its output has no labels, and letters:val is no safetensors file with labels");
    }

    /** What the planner is told of a run says what it will take on scratch; a program's files are part of that. */
    @Test
    void saysWhatItWillCost() {
        DryRun dry = quickstart("out").dryRun();

        assertThat(dry.lackingPasses()).isEqualTo(3);
        assertThat(dry.scratch().bytes()).isGreaterThan(2 * 90_000);
        assertThat(dry.outputBytes()).isBetween(90_000L, 100_000L);
    }

    @Test
    void aSelectionHasOneEvaluator() {
        Quickstart quickstart = quickstart("out");
        Selection selection = quickstart.selection();

        assertThat(selection.architecture()).isNull();
        assertThatThrownBy(() -> new Selection(
                        "a",
                        "b",
                        null,
                        List.of(),
                        List.of(),
                        null,
                        List.of(),
                        List.of(),
                        null,
                        selection.metric(),
                        1,
                        selection.strategy(),
                        null,
                        0,
                        selection.unusableModelPolicy(),
                        selection.inference(),
                        null,
                        null,
                        null,
                        "file:///a",
                        "file:///b"))
                .isInstanceOf(NullPointerException.class);
    }

    private Quickstart withOwnLabels(String output, String... habits) {
        List<String> all = new ArrayList<>(List.of("labels"));
        all.addAll(List.of(habits));
        Quickstart own = quickstart(output, all.toArray(String[]::new));
        own.validation = List.of(new Selection.Dataset("val", "letters:val", null, 1));
        return own;
    }

    /** Three models that go well, one of them no safetensors. */
    private Quickstart quickstart(String output, String... habits) {
        Quickstart quickstart = new Quickstart(folder.resolve(output));
        List<Selection.Model> models = new ArrayList<>();
        for (Selection.Model model :
                List.of(quickstart.models.get(2), quickstart.models.get(13), quickstart.models.get(3))) {
            models.add(new Selection.Model("m" + models.size(), model.uri(), null, null));
        }
        quickstart.models = models;
        quickstart.budget = 2;
        quickstart.strategy = Quickstart.strategy(StrategyChoice.Type.Search);
        quickstart.evaluator = new Evaluator(null, LetterProgram.command(habits), "1", Evaluator.Mode.Serve, 60);
        return quickstart;
    }

    /** Their bytes, by file. */
    private Map<Path, String> passes(String output) throws IOException {
        Map<Path, String> passes = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve(output).resolve("cache/passes"))) {
            for (Path file : files.toList()) {
                passes.put(file, Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        return passes;
    }

    private static byte[] weights(Quickstart quickstart) throws IOException {
        try (Stream<Path> files = Files.walk(quickstart.output.resolve("soups"))) {
            return Files.readAllBytes(files.filter(f -> f.endsWith("model.safetensors"))
                    .findFirst()
                    .orElseThrow());
        }
    }
}
