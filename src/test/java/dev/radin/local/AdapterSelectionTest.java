package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.radin.cache.InputFiles;
import dev.radin.cli.Cli;
import dev.radin.fault.Reason;
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
import dev.radin.store.Stores;
import dev.radin.tensor.DType;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TestTensors;
import dev.radin.tensor.adapter.AdapterFiles;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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

    private static final Path ADAPTERS = Path.of("examples/adapters").toAbsolutePath();
    private static final Path BASE = Quickstart.FOLDER.resolve("architecture.pt");
    private static final List<String> HEALTHY =
            List.of("r2", "r4", "r4-long", "r4-wide", "r6-without-stem", "r8", "r8-rslora");
    private static final String DIVERGED = "r4-diverged";
    private static final SoupForm MERGED = new SoupForm(SoupForm.Type.Merged, null);

    @TempDir
    Path folder;

    @Test
    void mergedItPublishesTheBaseWithTheMeanOfTheUpdates() throws IOException {
        Quickstart quickstart = listed("merged", HEALTHY);
        quickstart.soupForm = MERGED;

        Quickstart.Run run = quickstart.run();

        JsonNode expected = AdapterFiles.json(ADAPTERS.resolve("expected.json"));
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
        Quickstart merged = listed("merged", HEALTHY);
        merged.soupForm = MERGED;
        double score = merged.run().report().choice().score();
        Quickstart quickstart = listed("adapter", HEALTHY);
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
        Quickstart quickstart = listed("cut", HEALTHY);
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
        whole.models = List.of(Quickstart.model(merged), quickstartModel());
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
        Quickstart exact = listed("exact", HEALTHY);
        exact.run();
        Quickstart cut = listed("cut", HEALTHY);
        cut.cache = exact.cache;
        cut.soupForm = new SoupForm(null, 6);

        Quickstart.Run run = cut.run();

        assertThat(run.passesMade()).as("two of rank 8, and the soup").isEqualTo(3);
    }

    @Test
    void autoMixesTheBaseInAsTheAdapterWhoseUpdateIsZero() throws IOException {
        Quickstart quickstart = quickstart("auto");
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
        Report report = listed("distances", HEALTHY).run().report();

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
        Report network = listed("network", HEALTHY).run().report();
        Quickstart quickstart = listed("program", HEALTHY);
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
        Quickstart quickstart = scored(listed("scores", adapters));
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
        Quickstart first = listed("first", HEALTHY);
        first.run();
        Quickstart second = listed("second", HEALTHY);
        second.cache = first.cache;
        second.models = with(second.models, "r4", edited("r4", config -> config.put("lora_alpha", 9)));

        assertThat(second.run().passesMade()).as("r4 and the soup").isEqualTo(2);
    }

    @Test
    void anotherBaseIsAnotherModel() {
        Quickstart first = listed("first", HEALTHY);
        first.run();
        Quickstart second = listed("second", HEALTHY);
        second.cache = first.cache;
        second.base = new Selection.Base(quickstartModel().uri(), null, null);

        assertThat(second.run().passesMade()).isEqualTo(9);
    }

    @Test
    void foldersOfAdaptersAreModels() {
        Quickstart quickstart = quickstart("folders");
        quickstart.models = List.of();
        quickstart.modelsFrom =
                List.of(new Selection.ModelsFrom("sweep", Quickstart.uri(ADAPTERS), List.of("r*"), null));

        assertThat(quickstart.dryRun().models()).isEqualTo(8);
    }

    @Test
    void theDryRunSaysWhatItWillCost() {
        DryRun dry = listed("dry", HEALTHY).dryRun();

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
        Quickstart mixed = quickstart("mixed");
        mixed.base = new Selection.Base(Quickstart.uri(file), null, null);
        Quickstart listed = listed("listed", HEALTHY);
        listed.base = mixed.base;

        for (Quickstart quickstart : List.of(mixed, listed)) {
            assertThat(quickstart.dryRun().notes())
                    .filteredOn(note -> note.contains("wrappers"))
                    .singleElement(InstanceOfAssertFactories.STRING)
                    .startsWith("(base): wrappers taken out of 2 names: stem_norm._orig_mod.");
        }
    }

    @Test
    void adaptersNeedABase() {
        Quickstart quickstart = quickstart("out");
        quickstart.base = null;

        assertThat(quickstart.run().failure().message()).contains("name it in spec.base");
    }

    @Test
    void adaptersAndWholeCheckpointsAreNotMixed() {
        Quickstart quickstart = quickstart("out");
        quickstart.models = Stream.concat(quickstart.models.stream(), Stream.of(quickstartModel()))
                .toList();

        assertThat(quickstart.run().failure().reason()).isEqualTo(Reason.IncompatibleModels);
        assertThat(quickstart.run().failure().message())
                .contains("r2 is a LoRA adapter, and " + quickstartModel().name() + " is not");
    }

    @Test
    void aRankThatNothingHasIsRefused() {
        Quickstart quickstart = quickstart("out");
        quickstart.soupForm = new SoupForm(null, 41);

        assertThat(quickstart.run().failure().message())
                .isEqualTo(
                        "spec.output.soup.adapter.rank: is 41, and the sum of all adapters has no more than 40; leave it"
                                + " out to keep the exact sum");
    }

    @Test
    void wholeCheckpointsGiveNoAdapter() {
        Quickstart quickstart = new Quickstart(folder.resolve("out"));
        quickstart.soupForm = new SoupForm(null, 4);

        assertThat(quickstart.run().failure().message())
                .startsWith("spec.output.soup: adapter.rank is for models that are LoRA adapters");
    }

    @Test
    void wholeCheckpointsHaveABaseWithStrategyAutoOnly() {
        Quickstart quickstart = new Quickstart(folder.resolve("out"));
        quickstart.base = new Selection.Base(Quickstart.uri(BASE), null, null);
        quickstart.strategy = Quickstart.strategy(StrategyChoice.Type.Search);

        assertThat(quickstart.run().failure().message()).startsWith("spec.base: is what adapters are added to");
    }

    @Test
    void anAdapterOfAnotherBaseIsLeftOutByName() throws IOException {
        Quickstart quickstart = listed("out", List.of("r4", "r8"));
        quickstart.models =
                with(quickstart.models, "r2", edited("r2", config -> config.put("base_model_name_or_path", "another")));

        Report report = quickstart.run().report();

        assertThat(report.excluded()).singleElement().satisfies(excluded -> {
            assertThat(excluded.model()).isEqualTo("r2");
            assertThat(excluded.reason()).isEqualTo(Reason.MismatchedModel);
            assertThat(excluded.message()).contains("is an adapter of \"another\"");
        });
    }

    @Test
    void aDoraIsLeftOutByName() throws IOException {
        Quickstart quickstart = listed("out", List.of("r4", "r8"));
        quickstart.models = with(quickstart.models, "r2", edited("r2", config -> config.put("use_dora", true)));

        assertThat(quickstart.run().report().excluded()).singleElement().satisfies(excluded -> {
            assertThat(excluded.model()).isEqualTo("r2");
            assertThat(excluded.message()).contains("DoRA");
        });
    }

    @Test
    void aBaseThatLacksWhatAdaptersChangeIsNamed() {
        Quickstart quickstart = listed("out", List.of("r4", "r8"));
        quickstart.base = new Selection.Base(
                Quickstart.uri(
                        Path.of("src/test/resources/batchnorm/m0.safetensors").toAbsolutePath()),
                null,
                null);

        assertThat(quickstart.run().failure().message())
                .contains("m0.safetensors: has no tensor body.weight, which the adapters change");
    }

    @Test
    void aQuantisedBaseIsRefusedByName() throws IOException {
        TestTensors quantised = new TestTensors();
        try (Checkpoint base = openBase()) {
            base.tensors().forEach(tensor -> {
                boolean whole = tensor.shape().size() < 2;
                byte[] bytes = TestTensors.read(base.source(), tensor.name()).array();
                quantised.with(
                        tensor.name(),
                        whole ? tensor.dtype() : DType.I8,
                        tensor.shape(),
                        whole ? bytes : Arrays.copyOf(bytes, (int) tensor.elements()));
            });
        }
        Path file = Files.write(folder.resolve("base.safetensors"), quantised.bytes());
        Quickstart quickstart = listed("out", List.of("r4", "r8"));
        quickstart.base = new Selection.Base(Quickstart.uri(file), null, null);

        assertThat(quickstart.run().failure().message())
                .contains(
                        "base.safetensors: stem.weight is I8 [128, 16], so the base is quantised; name the base in F32,"
                                + " F16 or BF16 instead");
    }

    /** Merged, as it is run, the embedding changes the head too; under peft it does not. */
    @Test
    void adaptersThatChangeATiedEmbeddingGiveNoAdapter() throws IOException {
        Path whole = Path.of("src/test/resources/adapters/whole").toAbsolutePath();
        Path base = Files.createDirectories(folder.resolve("base"));
        Files.copy(whole.resolve("base.safetensors"), base.resolve("model.safetensors"));
        Path config = base.resolve("config.json");
        String tied = "{\"model_type\": \"tiny\", \"architectures\": [\"TinyForCausalLM\"], \"vocab_size\": 12}";
        Files.writeString(config, tied);
        Quickstart quickstart = quickstart("out");
        quickstart.evaluator = new Evaluator(null, LetterProgram.command(), "1", Evaluator.Mode.Serve, 60);
        quickstart.models = Stream.of("a", "b")
                .map(name -> new Selection.Model(name, Quickstart.uri(whole.resolve(name)), null, null))
                .toList();
        quickstart.base = new Selection.Base(Quickstart.uri(base), null, null);

        assertThat(quickstart.run().failure().message())
                .isEqualTo(
                        "spec.output.soup: type Adapter, the default, is not for adapters that change words.weight, as a"
                                + " does: the base's head is tied to it, so that merged weights, as they are run, change both, and peft"
                                + " changes the embedding alone; ask for type Merged");
        quickstart.soupForm = MERGED;
        assertThat(quickstart.dryRun().models()).isEqualTo(2);
        quickstart.soupForm = null;
        for (String untied : List.of(
                tied.replace("12", "13"),
                tied.replace("CausalLM", "SequenceClassification"),
                tied.replace("}", ", \"tie_word_embeddings\": false}"))) {
            Files.writeString(config, untied);
            assertThat(quickstart.dryRun().models()).as(untied).isEqualTo(2);
        }
    }

    @Test
    void aBaseThatIsNotThereEndsTheRun() {
        Quickstart quickstart = quickstart("out");
        quickstart.base = new Selection.Base(Quickstart.uri(folder.resolve("start.safetensors")), null, null);

        assertThat(quickstart.run().failure().reason()).isEqualTo(Reason.InputNotFound);
    }

    private Quickstart quickstart(String output) {
        Quickstart quickstart = new Quickstart(folder.resolve(output));
        quickstart.models = Stream.concat(HEALTHY.stream(), Stream.of(DIVERGED))
                .map(name -> new Selection.Model(name, Quickstart.uri(ADAPTERS.resolve(name)), null, null))
                .toList();
        quickstart.base = new Selection.Base(Quickstart.uri(BASE), null, null);
        return quickstart;
    }

    /** One soup of these alone. */
    private Quickstart listed(String output, List<String> members) {
        Quickstart quickstart = quickstart(output);
        quickstart.budget = 1;
        quickstart.strategy = new StrategyChoice(
                StrategyChoice.Type.Listed, 50, 0, List.of(new StrategyChoice.Listed("soup", members, null)));
        return quickstart;
    }

    private static Selection.Model quickstartModel() {
        return Quickstart.modelsIn(Quickstart.FOLDER.resolve("models")).get(2);
    }

    private static List<Selection.Model> with(List<Selection.Model> models, String name, Path place) {
        return models.stream()
                .map(model -> model.name().equals(name)
                        ? new Selection.Model(name, Quickstart.uri(place), null, null)
                        : model)
                .toList();
    }

    /** A copy with another configuration. */
    private Path edited(String adapter, UnaryOperator<ObjectNode> edit) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copies").resolve(adapter));
        Path weights = Path.of("adapter_model.safetensors");
        Files.copy(ADAPTERS.resolve(adapter).resolve(weights), copy.resolve(weights));
        ObjectNode config =
                (ObjectNode) AdapterFiles.json(ADAPTERS.resolve(adapter).resolve("adapter_config.json"));
        Files.writeString(
                copy.resolve("adapter_config.json"), edit.apply(config).toString());
        return copy;
    }

    private static String page(Report report) {
        return new String(ReportPage.of(report), StandardCharsets.UTF_8);
    }

    private static Path soup(Report report) {
        return Path.of(URI.create(report.choice().uri()));
    }

    private static Soup manifest(Path soup) {
        return Quickstart.read(Quickstart.uri(soup.resolve("soup.json")), Soup.class);
    }

    private static List<String> files(Path soup) throws IOException {
        try (Stream<Path> files = Files.list(soup)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static double weight(ReportedChoice choice, int member) {
        return choice.weights() == null
                ? 1.0 / choice.models().size()
                : choice.weights().get(member);
    }

    /** Multiplied out, by module; of modules that it does not change zero. */
    private static Map<String, double[]> updates(String adapter) {
        Map<String, double[]> updates = zero();
        updates.putAll(AdapterFiles.products(ADAPTERS.resolve(adapter)));
        return updates;
    }

    private static Map<String, double[]> zero() {
        return new HashMap<>(
                Map.of("stem", new double[128 * 16], "body", new double[128 * 128], "head", new double[26 * 128]));
    }

    private static Map<String, double[]> mean(List<String> adapters) {
        Map<String, double[]> mean = zero();
        adapters.forEach(adapter -> add(mean, adapter, 1.0 / adapters.size()));
        return mean;
    }

    private static void add(Map<String, double[]> sum, String adapter, double weight) {
        updates(adapter)
                .forEach((module, update) ->
                        Arrays.setAll(sum.get(module), k -> sum.get(module)[k] + weight * update[k]));
    }

    private static void assertUpdate(Path soup, Map<String, double[]> expected, double tolerance) {
        Map<String, double[]> products = AdapterFiles.products(soup);
        expected.forEach((module, update) ->
                assertThat(products.get(module)).as(module).containsExactly(update, within(tolerance)));
    }

    private static void assertMean(Path weights, Map<String, double[]> updates, double tolerance) {
        Map<String, double[]> base = base();
        AdapterFiles.tensors(weights).forEach((name, values) -> {
            double[] expected = base.get(name).clone();
            double[] update = name.endsWith(".weight") ? updates.get(name.replace(".weight", "")) : null;
            if (!Objects.isNull(update)) {
                Arrays.setAll(expected, k -> base.get(name)[k] + update[k]);
            }
            assertThat(values).as(name).containsExactly(expected, within(tolerance));
        });
    }

    private static Map<String, double[]> base() {
        Map<String, double[]> tensors = new HashMap<>();
        try (Checkpoint base = openBase()) {
            base.tensors().forEach(tensor -> tensors.put(tensor.name(), AdapterFiles.values(base.source(), tensor)));
        }
        return tensors;
    }

    private static Checkpoint openBase() {
        return new InputFiles(Stores.local(), Limits.DEFAULT).openCheckpoint(Quickstart.uri(BASE), null);
    }

    private static double[] minus(double[] one, double[] other) {
        double[] difference = one.clone();
        Arrays.setAll(difference, k -> one[k] - other[k]);
        return difference;
    }

    private static double norm(double[] values) {
        return Math.sqrt(Arrays.stream(values).map(value -> value * value).sum());
    }
}
