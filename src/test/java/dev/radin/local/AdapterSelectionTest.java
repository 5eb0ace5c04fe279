package dev.radin.local;

import static dev.radin.local.AdapterPool.BASE;
import static dev.radin.local.AdapterPool.DIVERGED;
import static dev.radin.local.AdapterPool.HEALTHY;
import static dev.radin.local.AdapterPool.MERGED;
import static dev.radin.local.AdapterPool.add;
import static dev.radin.local.AdapterPool.assertUpdate;
import static dev.radin.local.AdapterPool.base;
import static dev.radin.local.AdapterPool.edited;
import static dev.radin.local.AdapterPool.files;
import static dev.radin.local.AdapterPool.listed;
import static dev.radin.local.AdapterPool.manifest;
import static dev.radin.local.AdapterPool.mean;
import static dev.radin.local.AdapterPool.merged;
import static dev.radin.local.AdapterPool.minus;
import static dev.radin.local.AdapterPool.norm;
import static dev.radin.local.AdapterPool.openBase;
import static dev.radin.local.AdapterPool.quickstart;
import static dev.radin.local.AdapterPool.soup;
import static dev.radin.local.AdapterPool.updates;
import static dev.radin.local.AdapterPool.wholeModel;
import static dev.radin.local.AdapterPool.with;
import static dev.radin.local.AdapterPool.zero;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import dev.radin.cli.Cli;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Published;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedChoice;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.SoupForm;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.protocol.Soup;
import dev.radin.report.page.ReportPage;
import dev.radin.soup.Metric;
import dev.radin.tensor.TestTensors;
import dev.radin.tensor.adapter.AdapterFiles;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Selections whose members are the adapters of {@code examples/adapters}, against what PyTorch says of the models that they are
 * merged into (make_adapters.py there).
 */
class AdapterSelectionTest {

    @TempDir
    Path folder;

    @Test
    void mergedItPublishesTheBaseWithTheMeanOfTheUpdates() throws IOException {
        Quickstart quickstart = listed(folder.resolve("merged"), HEALTHY);
        quickstart.soupForm = MERGED;

        Quickstart.Run run = quickstart.run();

        JsonNode expected = AdapterFiles.json(AdapterPool.FOLDER.resolve("expected.json"));
        Report report = run.report();
        assertThat(run.passesMade()).as("eight adapters, one soup").isEqualTo(9);
        assertThat(report.models()).hasSize(8).allSatisfy(model -> assertThat(model.score())
                .as(model.name())
                .isEqualTo(expected.get(model.name()).asDouble()));
        assertThat(report.evaluations())
                .singleElement()
                .extracting(Report.Evaluation::score)
                .isEqualTo(expected.get("healthy").asDouble());
        Path soup = soup(report);
        assertThat(files(soup)).containsExactly("README.md", "model.safetensors", "soup.json", "soup.pt");
        assertMean(soup.resolve("model.safetensors"), mean(HEALTHY), 1e-6);
        assertThat(quickstart.run().passesMade()).as("all are found again").isZero();
    }

    @Test
    void asAnAdapterItIsTheMeanOfTheUpdatesAndSingleModelsAreFoundAgain() throws IOException {
        Quickstart merged = listed(folder.resolve("merged"), HEALTHY);
        merged.soupForm = MERGED;
        double score = merged.run().report().choice().score();
        Quickstart quickstart = listed(folder.resolve("adapter"), HEALTHY);
        quickstart.cache = merged.cache;

        Quickstart.Run run = quickstart.run();

        assertThat(run.passesMade())
                .as("the soup alone: adapters are rounded otherwise")
                .isEqualTo(1);
        assertThat(run.report().choice().score()).isEqualTo(score);
        Path soup = soup(run.report());
        assertThat(files(soup))
                .containsExactly("README.md", "adapter_config.json", "adapter_model.safetensors", "soup.json");
        assertUpdate(soup, mean(HEALTHY), 1e-5);
        assertThat(manifest(soup).adapter()).isEqualTo(new Soup.Adapter(List.of(30, 36), 0));
        assertThat(manifest(soup).members())
                .allSatisfy(member -> assertThat(member.base().uri()).isEqualTo(Quickstart.uri(BASE)));
        assertThat(Files.readString(soup.resolve("README.md")))
                .contains("PeftModel.from_pretrained")
                .contains("The updates of 7 LoRA adapters, averaged");
    }

    /** What is published is merged by another command and run as a whole checkpoint. */
    @Test
    void aSoupThatIsCutIsScoredAsItIsPublished() throws IOException {
        Quickstart quickstart = listed(folder.resolve("cut"), HEALTHY);
        quickstart.soupForm = new SoupForm(null, 5);

        Quickstart.Run run = quickstart.run();

        Report report = run.report();
        Path soup = soup(report);
        Soup.Adapter adapter = manifest(soup).adapter();
        assertThat(report.choice().adapter()).isEqualTo(adapter);
        assertThat(run.published().best().adapter()).isEqualTo(new Published.Adapter(5, adapter.relativeError()));
        assertThat(adapter.ranks()).containsExactly(5);
        double[] expected = mean(HEALTHY).get("body");
        double[] cut = AdapterFiles.products(soup).get("body");
        assertThat(adapter.relativeError()).isBetween(0.05, 0.95);
        assertThat(norm(minus(expected, cut)) / norm(expected)).isCloseTo(adapter.relativeError(), within(0.2));
        assertThat(page(report)).contains(", a LoRA adapter of rank 5, ").contains("away from the mean");
        Path merged = folder.resolve("again.safetensors");
        assertThat(Cli.radin("average", "--to", merged, "--merge-into", BASE, soup)
                        .exitCode())
                .isZero();
        Quickstart whole = new Quickstart(folder.resolve("whole"));
        whole.models = List.of(Quickstart.model(merged), wholeModel());
        whole.strategy = Quickstart.strategy(StrategyChoice.Type.Search);
        Report again = whole.run().report();
        assertThat(again.models()).anySatisfy(model -> {
            assertThat(model.name()).isEqualTo("again");
            assertThat(model.score()).isEqualTo(report.evaluations().get(0).score());
            assertThat(model.negativeLogLikelihood())
                    .isEqualTo(report.evaluations().get(0).negativeLogLikelihood());
        });
    }

    @Test
    void aSingleAdapterOfAGreaterRankIsCutTooAndOthersAreAsTheyAre() {
        Quickstart exact = listed(folder.resolve("exact"), HEALTHY);
        exact.run();
        Quickstart cut = listed(folder.resolve("cut"), HEALTHY);
        cut.cache = exact.cache;
        cut.soupForm = new SoupForm(null, 6);

        Quickstart.Run run = cut.run();

        assertThat(run.passesMade()).as("two of rank 8, and the soup").isEqualTo(3);
    }

    @Test
    void autoMixesTheBaseInAsTheAdapterWhoseUpdateIsZero() throws IOException {
        Quickstart quickstart = quickstart(folder.resolve("auto"));
        quickstart.budget = 4;

        Report report = quickstart.run().report();

        assertThat(report.inputs()).containsKey("base");
        assertThat(report.models()).extracting(Report.Model::name).doesNotContain("(base)");
        assertThat(report.evaluations())
                .anySatisfy(evaluation -> assertThat(evaluation.models()).last().isEqualTo("(base)"));
        assertThat(report.models())
                .filteredOn(Report.Model::suspect)
                .extracting(Report.Model::name)
                .containsExactly(DIVERGED);
        ReportedChoice choice = report.choice();
        Path soup = soup(report);
        long adapters =
                choice.models().stream().filter(m -> !m.equals("(base)")).count();
        assertThat(Files.readString(soup.resolve("README.md")))
                .contains("The updates of " + adapters + " LoRA adapters");
        String models = adapters + " of 8 models";
        if (adapters < choice.models().size()) {
            assertThat(choice.verdict()).startsWith("a soup of " + models + " and the base scores ");
            assertThat(page(report))
                    .contains("A soup of " + models + " and the base")
                    .contains("Table of " + adapters + " members and the base");
        }
        Map<String, double[]> expected = zero();
        for (int k = 0; k < choice.models().size(); k++) {
            if (!choice.models().get(k).equals("(base)")) {
                add(expected, choice.models().get(k), weight(choice, k));
            }
        }
        assertUpdate(soup, expected, 1e-5);
    }

    @Test
    void distancesAreThoseOfTheUpdates() {
        Report report = listed(folder.resolve("distances"), HEALTHY).run().report();

        List<String> names = report.models().stream().map(Report.Model::name).toList();
        for (int i = 0; i < names.size(); i++) {
            for (int j = 0; j < i; j++) {
                double square = 0;
                for (String module : List.of("stem", "body", "head")) {
                    double[] difference = minus(
                            updates(names.get(i)).get(module),
                            updates(names.get(j)).get(module));
                    square += norm(difference) * norm(difference);
                }
                assertThat((double) report.distances().get(i).get(j))
                        .as(names.get(i) + " " + names.get(j))
                        .isCloseTo(Math.sqrt(square), within(1e-4 * (1 + Math.sqrt(square))));
            }
        }
    }

    @Test
    void aProgramIsGivenTheMergedWeights() {
        Report network = listed(folder.resolve("network"), HEALTHY).run().report();
        Quickstart quickstart = listed(folder.resolve("program"), HEALTHY);
        quickstart.evaluator = new Evaluator(null, LetterProgram.command(), "1", Evaluator.Mode.Serve, 60);

        Report program = quickstart.run().report();

        assertThat(program.choice().models()).isEqualTo(network.choice().models());
        assertThat(program.choice().score()).isEqualTo(network.choice().score());
        assertThat(program.models()).hasSize(8);
    }

    /** Its scores are held against those that PyTorch gives the merged models, dev/fixtures/scores.py. */
    @ParameterizedTest
    @EnumSource(names = {"Auto", "Greedy", "Listed"})
    void adaptersAreChosenAmongByScores(StrategyChoice.Type type) throws IOException {
        List<String> adapters = List.of("r2", "r4-long", "r6-without-stem", "r8-rslora");
        JsonNode expected = AdapterFiles.json(Path.of("src/test/resources/scores/adapters.json"));
        Quickstart quickstart = scored(listed(folder.resolve("scores"), adapters));
        quickstart.test = List.of(Quickstart.dataset("test", Quickstart.FOLDER.resolve("test.safetensors")));
        quickstart.models = quickstart.models.stream()
                .filter(model -> adapters.contains(model.name()))
                .toList();
        if (type != StrategyChoice.Type.Listed) {
            quickstart.budget = 5;
            quickstart.strategy = Quickstart.strategy(type);
        }

        Report report = quickstart.run().report();

        assertThat(report.models()).hasSize(4);
        report.models().forEach(model -> assertScore(expected, "val", List.of(model.name()), model.score()));
        assertThat(report.evaluations()).isNotEmpty();
        report.evaluations().forEach(soup -> assertScore(expected, "val", soup.models(), soup.score()));
        report.test()
                .forEach(test -> assertScore(
                        expected, "test", test.models(), test.datasets().get(0).score()));
        assertThat(files(soup(report))).contains("adapter_config.json", "adapter_model.safetensors");
        assertThat(quickstart.run().passesMade()).as("all are found again").isZero();
    }

    private static void assertScore(JsonNode expected, String dataset, List<String> models, double score) {
        String soup = models.stream().sorted().collect(Collectors.joining("+"));
        // Where two logits of an example are next to equal, another order of sums ranks the letter otherwise.
        assertThat(score)
                .as(dataset + " " + soup)
                .isCloseTo(expected.get(dataset).get(soup).asDouble(), within(2e-4));
    }

    private static Quickstart scored(Quickstart quickstart) {
        quickstart.metric = Metric.MEAN_SCORE;
        quickstart.evaluator = new Evaluator(
                null, LetterProgram.command("scores"), "1", Evaluator.Mode.Serve, 60, Evaluator.Produces.Scores);
        return quickstart;
    }

    @Test
    void scoresMixNoBaseWithWholeCheckpoints() {
        Quickstart quickstart = scored(new Quickstart(folder.resolve("out")));
        quickstart.base = new Selection.Base(Quickstart.uri(BASE), null, null);

        assertThat(quickstart.run().failure().message())
                .isEqualTo(
                        "spec.base: is what adapters are added to, and what strategy Auto mixes with whole checkpoints by"
                                + " their logits; the models are whole checkpoints, and the evaluator produces Scores: list it in"
                                + " spec.models to have it in soups, or remove it");
    }

    @Test
    void anotherScalingIsAnotherModel() throws IOException {
        Quickstart first = listed(folder.resolve("first"), HEALTHY);
        first.run();
        Quickstart second = listed(folder.resolve("second"), HEALTHY);
        second.cache = first.cache;
        second.models = with(
                second.models, "r4", edited(folder.resolve("copies"), "r4", config -> config.put("lora_alpha", 9)));

        assertThat(second.run().passesMade()).as("r4 and the soup").isEqualTo(2);
    }

    @Test
    void anotherBaseIsAnotherModel() {
        Quickstart first = listed(folder.resolve("first"), HEALTHY);
        first.run();
        Quickstart second = listed(folder.resolve("second"), HEALTHY);
        second.cache = first.cache;
        second.base = new Selection.Base(wholeModel().uri(), null, null);

        assertThat(second.run().passesMade()).isEqualTo(9);
    }

    @Test
    void foldersOfAdaptersAreModels() {
        Quickstart quickstart = quickstart(folder.resolve("folders"));
        quickstart.models = List.of();
        quickstart.modelsFrom =
                List.of(new Selection.ModelsFrom("sweep", Quickstart.uri(AdapterPool.FOLDER), List.of("r*"), null));

        assertThat(quickstart.dryRun().models()).isEqualTo(8);
    }

    @Test
    void theDryRunSaysWhatItWillCost() {
        DryRun dry = listed(folder.resolve("dry"), HEALTHY).dryRun();

        assertThat(dry.vertexPasses()).isEqualTo(8);
        assertThat(dry.soupPasses()).isEqualTo(1);
        assertThat(dry.scratch().bytes()).isGreaterThan(90_000);
    }

    /** Every adapter is opened in it. */
    @Test
    void whatIsRecognisedInTheBaseIsSaidOnce() throws IOException {
        TestTensors compiled = new TestTensors();
        try (Checkpoint base = openBase()) {
            base.tensors()
                    .forEach(tensor -> compiled.with(
                            tensor.name().replace("stem_norm.", "stem_norm._orig_mod."),
                            tensor.dtype(),
                            tensor.shape(),
                            TestTensors.read(base.source(), tensor.name()).array()));
        }
        Path file = Files.write(folder.resolve("base.safetensors"), compiled.bytes());
        Quickstart mixed = quickstart(folder.resolve("mixed"));
        mixed.base = new Selection.Base(Quickstart.uri(file), null, null);
        Quickstart listed = listed(folder.resolve("listed"), HEALTHY);
        listed.base = mixed.base;

        for (Quickstart quickstart : List.of(mixed, listed)) {
            assertThat(quickstart.dryRun().notes())
                    .filteredOn(note -> note.contains("wrappers"))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("(base): wrappers taken out of 2 names: stem_norm._orig_mod.");
        }
    }

    private static String page(Report report) {
        return new String(ReportPage.of(report), StandardCharsets.UTF_8);
    }

    private static double weight(ReportedChoice choice, int member) {
        return choice.weights() == null
                ? 1.0 / choice.models().size()
                : choice.weights().get(member);
    }

    private static void assertMean(Path weights, Map<String, double[]> updates, double tolerance) {
        Map<String, double[]> expected = merged(base(), updates);
        AdapterFiles.tensors(weights)
                .forEach((name, values) ->
                        assertThat(values).as(name).containsExactly(expected.get(name), within(tolerance)));
    }
}
