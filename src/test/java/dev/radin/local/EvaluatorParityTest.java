package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.digest.Sha256;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.soup.Metric;
import dev.radin.tensor.DType;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.TestTensors;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a selection can be asked, with passes by a program and by TorchScript: both come to the same, with as many passes. */
@Execution(ExecutionMode.CONCURRENT)
class EvaluatorParityTest {

    private static final List<String> NAMES = List.of(
            "lr1.0e-3-11ep-noise0.4", "lr1.3e-3-11ep-noise0.7", "lr1.8e-3-9ep-noise0.6", "lr2.4e-3-9ep-noise0.7");

    @TempDir
    Path folder;

    @Test
    void theWholePoolWithTestData() throws IOException {
        assertParity(quickstart -> {
            quickstart.models = Quickstart.modelsIn(Quickstart.FOLDER.resolve("models"));
            quickstart.budget = 8;
            quickstart.test = List.of(test());
        });
    }

    @Test
    void membersInShards() throws IOException {
        for (String name : NAMES) {
            LetterModels.sharded(model(name), folder.resolve(name));
        }

        assertParity(quickstart -> quickstart.models = models(""));

        assertThat(Files.readString(folder.resolve("seen")))
                .as("single models and soups")
                .matches("(?s)(\\{model.safetensors.index.json=.*){7}");
    }

    @Test
    void membersInBf16() throws IOException {
        for (String name : NAMES) {
            try (TensorSource model = TestTensors.open(Files.readAllBytes(model(name)))) {
                LetterModels.bf16(model, folder.resolve(name + ".safetensors"));
            }
        }

        assertParity(quickstart -> quickstart.models = models(".safetensors"));
    }

    @ParameterizedTest
    @EnumSource(names = {"F16", "BF16"})
    void soupsInAnotherDtype(Selection.FloatDType dtype) throws IOException {
        assertParity(quickstart -> quickstart.outputDType = dtype);
    }

    @Test
    void severalDatasetsWithWeights() throws IOException {
        assertParity(quickstart -> quickstart.validation =
                List.of(quickstart.validation.get(0), new Selection.Dataset("other", test().uri(), null, 3)));
    }

    @Test
    void softLabels() throws IOException {
        Path soft = softened(Quickstart.FOLDER.resolve("val.safetensors"));

        assertParity(quickstart -> {
            quickstart.validation = List.of(Quickstart.dataset("soft", soft));
            quickstart.metric = Metric.NEGATIVE_LOG_LIKELIHOOD;
        });
    }

    @Test
    void aBaseThatIsMixedIn() throws IOException {
        assertParity(quickstart -> {
            quickstart.base = new Selection.Base(Quickstart.uri(quickstart.architecture), null, null);
            quickstart.strategy = Quickstart.strategy(StrategyChoice.Type.Auto);
        });
    }

    @Test
    void strategiesThatAreCompared() throws IOException {
        assertParity(quickstart -> {
            quickstart.test = List.of(test());
            quickstart.strategy = new StrategyChoice(
                    StrategyChoice.Type.Search,
                    50,
                    0,
                    List.of(),
                    List.of(StrategyChoice.Type.Greedy, StrategyChoice.Type.Radin));
        });
    }

    private interface Question {
        void ask(Quickstart quickstart);
    }

    private void assertParity(Question question) throws IOException {
        Quickstart network = quickstart("network", question);
        Quickstart program = quickstart("program", question);
        program.evaluator = new Evaluator(
                null,
                LetterProgram.command("log=" + folder.resolve("log"), "seen=" + folder.resolve("seen")),
                "1",
                Evaluator.Mode.Serve,
                60);

        Quickstart.Run run = program.run();

        SameRuns.assertSame(run, network.run());
        assertThat(Files.readAllLines(folder.resolve("log"))).hasSize(run.passesMade());
        assertThat(program.run().passesMade()).as("all are found again").isZero();
        if (network.strategy.type() != StrategyChoice.Type.Auto) { // which learns weights
            assertThat(weights(program)).isEqualTo(weights(network)).isNotEmpty();
        }
    }

    private Quickstart quickstart(String output, Question question) {
        Quickstart quickstart = new Quickstart(folder.resolve(output));
        quickstart.models =
                NAMES.stream().map(name -> Quickstart.model(model(name))).toList();
        quickstart.budget = 3;
        quickstart.strategy = Quickstart.strategy(StrategyChoice.Type.Search);
        question.ask(quickstart);
        return quickstart;
    }

    private static Path model(String name) {
        return Quickstart.FOLDER.resolve("models/" + name + ".safetensors");
    }

    private List<Selection.Model> models(String suffix) {
        return NAMES.stream()
                .map(name -> new Selection.Model(name, Quickstart.uri(folder.resolve(name + suffix)), null, null))
                .toList();
    }

    private static Selection.Dataset test() {
        return Quickstart.dataset("test", Quickstart.FOLDER.resolve("test.safetensors"));
    }

    /** The right letter has 0.9, and the one after it 0.1. */
    private Path softened(Path dataset) throws IOException {
        try (TensorSource hard = TestTensors.open(Files.readAllBytes(dataset))) {
            ByteBuffer labels = TestTensors.read(hard, "labels");
            int examples = labels.remaining() / Long.BYTES;
            ByteBuffer soft = ByteBuffer.allocate(examples * 26 * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
            for (int e = 0; e < examples; e++) {
                int right = (int) labels.getLong(e * Long.BYTES);
                soft.putFloat((e * 26 + right) * Float.BYTES, 0.9f);
                soft.putFloat((e * 26 + (right + 1) % 26) * Float.BYTES, 0.1f);
            }
            return Files.write(
                    folder.resolve("soft.safetensors"),
                    new TestTensors()
                            .with(
                                    "inputs",
                                    hard.find("inputs").orElseThrow().dtype(),
                                    hard.find("inputs").orElseThrow().shape(),
                                    TestTensors.read(hard, "inputs").array())
                            .with("labels", DType.F32, List.of((long) examples, 26L), soft.array())
                            .bytes());
        }
    }

    /** Of the soup, by file. */
    private static Map<String, String> weights(Quickstart quickstart) throws IOException {
        Map<String, String> weights = new TreeMap<>();
        try (Stream<Path> files = Files.walk(quickstart.output.resolve("soups"))) {
            for (Path file :
                    files.filter(f -> f.toString().endsWith(".safetensors")).toList()) {
                weights.put(file.getFileName().toString(), Sha256.hex(Files.readAllBytes(file)));
            }
        }
        return weights;
    }
}
