package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.Reason;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models in folders of Hugging Face transformers, and what a program is given beside their weights. */
class EvaluatorFoldersTest {

    private static final int MODELS = 3;

    @TempDir
    Path folder;

    private Quickstart quickstart;

    /** One of the models is a PyTorch file. */
    @BeforeEach
    void makeFolders() throws IOException {
        quickstart = new Quickstart(folder.resolve("out"));
        List<Selection.Model> letters =
                List.of(quickstart.models.get(2), quickstart.models.get(13), quickstart.models.get(3));
        for (int i = 0; i < MODELS; i++) {
            Path weights = Path.of(URI.create(letters.get(i).uri()));
            String name = weights.toString().endsWith(".safetensors") ? "model.safetensors" : "pytorch_model.bin";
            Files.createDirectories(folder.resolve("m" + i));
            Files.copy(weights, folder.resolve("m" + i).resolve(name));
            write(i, "config.json", config(i, 1));
            write(i, "tokenizer.json", "{\"of\": " + i + "}");
            write(i, "trainer_state.json", "{}");
        }
        quickstart.models = IntStream.range(0, MODELS)
                .mapToObj(i -> new Selection.Model("m" + i, Quickstart.uri(folder.resolve("m" + i)), null, null))
                .toList();
        quickstart.budget = 2;
        quickstart.strategy = Quickstart.strategy(StrategyChoice.Type.Search);
        quickstart.evaluator = new Evaluator(
                null, LetterProgram.command("seen=" + folder.resolve("seen")), "1", Evaluator.Mode.Serve, 60);
    }

    @Test
    void areLaidOutAsTransformersReadsThem() throws IOException {
        quickstart.run().report();

        assertThat(seen()).isNotEmpty().allSatisfy(pass -> assertThat(pass)
                .contains("config.json={\"model_type\": \"letters\", \"layers\": 1", "tokenizer.json={\"of\": ")
                .doesNotContain("trainer_state"));
        assertThat(seen().stream().limit(MODELS).distinct()).hasSize(MODELS);
    }

    /** A soup is run with what it is published with: a tokenizer of another member would score another model. */
    @Test
    void aSoupIsPublishedWithWhatItWasRunWith() throws IOException {
        var report = quickstart.run().report();

        assertThat(report.choice().models()).hasSizeGreaterThan(1);
        String published = "tokenizer.json=" + Files.readString(soup().resolve("tokenizer.json")) + "}";
        assertThat(Files.readString(soup().resolve("tokenizer.json")))
                .isEqualTo("{\"of\": " + report.choice().models().get(0).substring(1) + "}");
        assertThat(seen()).last().asString().endsWith(published);
        assertThat(Files.readString(soup().resolve("README.md"))).contains("tokenizer.json is another in m");
    }

    /** Weights are the same, and yet it is another model. */
    @Test
    void anotherTokenizerIsAnotherModel() throws IOException {
        int total = quickstart.run().passesMade();
        assertThat(quickstart.run().passesMade()).isZero();

        write(1, "config.json", config(1, 1).replace("run-1", "elsewhere").replace("float32", "bfloat16"));
        assertThat(quickstart.run().passesMade()).as("nothing that matters").isZero();

        write(1, "tokenizer.json", "{\"of\": 10}");
        assertThat(quickstart.run().passesMade()).isBetween(1, total - 1);
        assertThat(seen()).anySatisfy(pass -> assertThat(pass).contains("tokenizer.json={\"of\": 10}"));
    }

    @Test
    void aConfigurationThatChangesMeanwhileEndsTheSelection() {
        Quickstart.Run run = quickstart.run(display -> new SilentDisplay() {
            @Override
            public void passStarted(String what, long examples) {
                write(1, "config.json", config(1, 2));
            }
        });

        assertThat(run.failure().reason()).isEqualTo(Reason.InputChanged);
        assertThat(run.failure().message())
                .startsWith(Quickstart.uri(folder.resolve("m1")))
                .contains("the configuration or tokenizer beside it changed while the selection ran; run it again");
    }

    private static String config(int model, int layers) {
        return "{\"model_type\": \"letters\", \"layers\": " + layers
                + ", \"dtype\": \"float32\", \"_name_or_path\": \"run-" + model + "\"}";
    }

    private void write(int model, String name, String content) {
        try {
            Files.writeString(folder.resolve("m" + model).resolve(name), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One line a pass. */
    private List<String> seen() throws IOException {
        return Files.readAllLines(folder.resolve("seen"));
    }

    private Path soup() throws IOException {
        try (Stream<Path> soups = Files.list(quickstart.output.resolve("soups"))) {
            return soups.findFirst().orElseThrow();
        }
    }
}
