package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.radin.fault.Reason;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Published;
import dev.radin.protocol.Report;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.soup.Metric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Selections whose passes are scores of a program, held against what PyTorch scores every soup of the pool. */
@Execution(ExecutionMode.CONCURRENT)
class ScoringProgramTest {

    /** Where two logits of an example are next to equal, another order of sums ranks the letter otherwise. */
    private static final double A_FEW_EXAMPLES = 2e-4;

    private static JsonNode expected;

    @TempDir
    Path folder;

    @BeforeAll
    static void read() throws IOException {
        expected = new ObjectMapper()
                .readTree(Path.of("src/test/resources/scores/letters.json").toFile());
    }

    @ParameterizedTest
    @EnumSource(
            value = StrategyChoice.Type.class,
            names = {"Auto", "Greedy", "Listed"})
    void everyScoreIsTheMeanThatPyTorchComesTo(StrategyChoice.Type type) {
        Quickstart quickstart = quickstart("out");
        quickstart.test = List.of(Quickstart.dataset("test", Quickstart.FOLDER.resolve("test.safetensors")));
        quickstart.strategy = strategy(type, quickstart.models);

        Report report = quickstart.run().report();

        assertThat(report.metric()).isEqualTo("MeanScore");
        assertThat(report.models()).hasSize(5).allSatisfy(model -> {
            assertThat(model.score()).isCloseTo(score("val", List.of(model.name())), within(A_FEW_EXAMPLES));
            assertThat(model.negativeLogLikelihood()).isNull();
            assertThat(model.datasets().get(0).examples()).isEqualTo(4000);
            assertThat(model.datasets().get(0).correct()).isNull();
        });
        assertThat(report.evaluations()).isNotEmpty().allSatisfy(soup -> {
            assertThat(soup.score()).isCloseTo(score("val", soup.models()), within(A_FEW_EXAMPLES));
            assertThat(soup.estimate()).isNull();
            assertThat(soup.estimatesWithout()).isNull();
            assertThat(soup.negativeLogLikelihood()).isNull();
        });
        double highest = report.evaluations().stream()
                .mapToDouble(Report.Evaluation::score)
                .max()
                .orElseThrow();
        assertThat(report.choice().rule())
                .isEqualTo(type == StrategyChoice.Type.Auto ? "ExpectedScore" : "HighestScore");
        assertThat(report.choice().score()).isEqualTo(highest);
        assertThat(report.choice().gain())
                .isCloseTo(highest - report.models().get(0).score(), within(1e-12));
        assertThat(report.choice().test()).contains("max-T");
        assertThat(report.test())
                .allSatisfy(test -> assertThat(test.datasets().get(0).score())
                        .isCloseTo(score("test", test.models()), within(A_FEW_EXAMPLES)));
        assertThat(report.test().get(0).gains().get(0).test()).isEqualTo("paired bootstrap");
        assertThat(report.notes()).anyMatch(note -> note.contains("gives scores and no logits"));
    }

    @Test
    void autoBeginsWithTheBestTwoAndThreeAndClimbs() {
        Quickstart quickstart = quickstart("out");

        Quickstart.Run run = quickstart.run();

        Report report = run.report();
        List<String> order = report.models().stream().map(Report.Model::name).toList();
        assertThat(report.strategy()).isEqualTo("Auto/TrueScores");
        assertThat(report.evaluations().get(0).models()).containsExactlyInAnyOrderElementsOf(order.subList(0, 2));
        assertThat(report.evaluations().get(1).models()).containsExactlyInAnyOrderElementsOf(order.subList(0, 3));
        assertThat(report.evaluations().get(2).round()).isEqualTo(2);
        assertThat(report.baselines()).extracting(Report.Baseline::strategy).containsExactly("Greedy");
        Published published = run.published();
        assertThat(published.concordance()).isNull();
        assertThat(published.evaluations())
                .extracting(Published.Evaluation::estimate)
                .containsOnlyNulls();
        assertThat(quickstart.run().passesMade()).isZero();
    }

    @Test
    void theScoreOfSeveralDatasetsIsTheirWeightedMean() {
        Quickstart quickstart = quickstart("out");
        quickstart.validation = List.of(
                Quickstart.dataset("val", Quickstart.FOLDER.resolve("val.safetensors")),
                new Selection.Dataset("other", Quickstart.uri(Quickstart.FOLDER.resolve("test.safetensors")), null, 3));

        Report report = quickstart.run().report();

        assertThat(report.evaluations()).isNotEmpty().allSatisfy(soup -> assertThat(soup.score())
                .isCloseTo(
                        (score("val", soup.models()) + 3 * score("test", soup.models())) / 4, within(A_FEW_EXAMPLES)));
    }

    @Test
    void aPassOfScoresIsNeverTakenForOneOfLogits() {
        Quickstart scores = quickstart("shared");
        Quickstart logits = quickstart("shared");
        logits.evaluator = new Evaluator(null, scores.evaluator.command(), "1", Evaluator.Mode.Serve, 60);
        logits.metric = Metric.ACCURACY;

        scores.run().report();

        assertThat(logits.run().failure().message())
                .contains("its output has no tensor \"logits\" but [scores]; spec.evaluator.container.produces says");
    }

    @Test
    void killedAtAnyPassItGoesOnWithoutLosingOrRepeatingOne() throws IOException {
        KilledProgram.assertNothingIsLostOrRepeated(folder, 3, this::quickstart);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "f16=2   | its output has scores of F16 [4000]; write F32 [examples], one an example",
                "shape=2 | its output has scores of F32 [4000, 1]; write F32 [examples], one an example",
                "name=2  | its output has no tensor \"scores\" but [logits]; spec.evaluator.container.produces says",
                "fewer=2 | its output has scores of 3999 examples, and the dataset has 4000",
                "count=2 | its output has scores of 4000 examples, and the program answered that there are 4001",
                "half=2  | its output cannot be used",
            })
    void aWrongOutputFailsInOneSentenceAndKeepsWhatWasRightBefore(String habit, String message) throws IOException {
        Quickstart quickstart = quickstart("out", habit.strip());

        var failure = quickstart.run().failure();

        assertThat(failure.message())
                .startsWith("the evaluator, in the pass of ")
                .contains(" on val: " + message.strip())
                .contains("; it said nothing");
        assertThat(failure.reason()).isEqualTo(Reason.InvalidInput);
        try (Stream<Path> passes = Files.list(quickstart.output.resolve("cache/passes"))) {
            assertThat(passes).hasSize(1);
        }
    }

    @Test
    void everyPassOverADatasetOfItsOwnScoresAsManyExamples() {
        Quickstart own = quickstart("own", "fewer=3");
        own.validation = List.of(new Selection.Dataset("val", "letters:val", null, 1));

        assertThat(own.run().failure().message())
                .contains("its output has scores of 3999 examples, and that of an earlier pass had 4000;")
                .contains("change spec.evaluator.container.version");

        Quickstart right = quickstart("right");
        right.validation = own.validation;
        assertThat(right.run().report().models()).isNotEmpty().allSatisfy(model -> assertThat(model.score())
                .isCloseTo(score("val", List.of(model.name())), within(A_FEW_EXAMPLES)));
    }

    @Test
    void aModelWithoutFiniteScoresIsExcluded() {
        Report report = quickstart("out", "nan=2").run().report();

        assertThat(report.excluded()).singleElement().satisfies(excluded -> {
            assertThat(excluded.reason()).isEqualTo(Reason.NonFiniteLogits);
            assertThat(excluded.message()).contains("the scores of example 3 are NaN");
        });
    }

    private static double score(String dataset, List<String> models) {
        return expected.get(dataset)
                .get(String.join("+", models.stream().sorted().toList()))
                .asDouble();
    }

    private static StrategyChoice strategy(StrategyChoice.Type type, List<Selection.Model> models) {
        List<String> names = models.stream().map(Selection.Model::name).toList();
        return new StrategyChoice(
                type,
                50,
                0,
                type == StrategyChoice.Type.Listed
                        ? List.of(
                                new StrategyChoice.Listed("first", names.subList(0, 2), null),
                                new StrategyChoice.Listed("last", names.subList(2, 5), null))
                        : List.of());
    }

    private Quickstart quickstart(String output, String... habits) {
        List<String> all = new ArrayList<>(List.of("scores"));
        all.addAll(List.of(habits));
        Quickstart quickstart = new Quickstart(folder.resolve(output));
        quickstart.models = Stream.of(
                        "lr1.0e-3-11ep-noise0.4",
                        "lr1.3e-3-11ep-noise0.7",
                        "lr1.8e-3-9ep-noise0.6",
                        "lr2.4e-3-9ep-noise0.7",
                        "lr2.7e-3-12ep-noise0.5")
                .map(name -> Quickstart.model(Quickstart.FOLDER.resolve("models/" + name + ".safetensors")))
                .toList();
        quickstart.budget = 5;
        quickstart.metric = Metric.MEAN_SCORE;
        quickstart.evaluator = new Evaluator(
                null,
                LetterProgram.command(all.toArray(String[]::new)),
                "1",
                Evaluator.Mode.Serve,
                60,
                Evaluator.Produces.Scores);
        return quickstart;
    }
}
