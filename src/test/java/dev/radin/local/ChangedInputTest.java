package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.Reason;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A trainer that overwrites what is being read: nothing made from other content is ever kept under a digest. */
class ChangedInputTest {

    private static final List<String> MODELS =
            List.of("lr1.0e-3-11ep-noise0.4", "lr1.0e-3-9ep-noise0.7", "lr1.1e-3-9ep-noise0.3");

    @TempDir
    private Path folder;

    @BeforeEach
    void copyInputs() throws IOException {
        for (String model : MODELS) {
            copy("models/" + model + ".safetensors", model + ".safetensors");
        }
        for (String file : List.of("architecture.pt", "val.safetensors", "test.safetensors")) {
            copy(file, file);
        }
    }

    /**
     * Each is changed while the first pass of a stage runs. The third model is in the same share as the first and is read
     * after it.
     */
    @ParameterizedTest
    @CsvSource({
        "lr1.1e-3-9ep-noise0.3.safetensors, extract",
        "lr1.0e-3-11ep-noise0.4.safetensors, extract",
        "val.safetensors, extract",
        "architecture.pt, extract",
        "lr1.1e-3-9ep-noise0.3.safetensors, evaluate",
        "val.safetensors, evaluate",
        "architecture.pt, evaluate",
        "test.safetensors, publish",
        "architecture.pt, publish",
    })
    void nothingMadeFromOtherContentIsKept(String file, Stage during) throws IOException {
        byte[] original = Files.readAllBytes(folder.resolve(file));
        byte[] other = original.clone();
        other[other.length - 3] ^= 0x40;

        Quickstart.Run disturbed = selection("disturbed").run(display -> new Overwriting(during, file, other));

        assertThat(disturbed.failure().reason()).isEqualTo(Reason.InputChanged);
        assertThat(disturbed.failure().message()).contains(file).contains("changed while the selection ran");
        assertThat(soups("disturbed")).isEmpty();

        overwrite(file, original);
        Quickstart again = selection("again");
        again.cache = selection("disturbed").cache;
        assertThat(again.run().report().evaluations())
                .isEqualTo(selection("undisturbed").run().report().evaluations());
    }

    /** An upload that is under way looks like a damaged file, which is no fault of the content that was there before. */
    @Test
    void noFaultIsKeptForAFileThatIsBeingWritten() throws IOException {
        String file = MODELS.get(2) + ".safetensors";
        byte[] original = Files.readAllBytes(folder.resolve(file));

        Quickstart.Run disturbed = selection("disturbed")
                .run(display -> new Overwriting(Stage.extract, file, Arrays.copyOf(original, original.length / 2)));

        assertThat(disturbed.failure().reason()).isEqualTo(Reason.InputChanged);
        overwrite(file, original);
        Quickstart again = selection("again");
        again.cache = selection("disturbed").cache;
        assertThat(again.run().report().excluded()).isEmpty();
    }

    /** As a kubelet does that gives a volume's files to a group each time a pod starts. */
    @Test
    void aFileOfWhichOnlyTheModeChangedIsTheSame() {
        String file = MODELS.get(2) + ".safetensors";

        Quickstart.Run run = selection("out").run(display -> new Interfering(Stage.extract) {
            @Override
            void interfere() {
                assertThat(folder.resolve(file).toFile().setExecutable(true)).isTrue();
            }
        });

        assertThat(run.report().models()).hasSize(3);
    }

    private Quickstart selection(String output) {
        Quickstart quickstart = new Quickstart(folder.resolve(output));
        quickstart.models = MODELS.stream()
                .map(name -> Quickstart.model(folder.resolve(name + ".safetensors")))
                .toList();
        quickstart.architecture = folder.resolve("architecture.pt");
        quickstart.validation = List.of(Quickstart.dataset("val", folder.resolve("val.safetensors")));
        List<Selection.Dataset> test = List.of(Quickstart.dataset("test", folder.resolve("test.safetensors")));
        quickstart.test = test;
        quickstart.strategy = Quickstart.strategy(StrategyChoice.Type.Search);
        return quickstart;
    }

    private List<Path> soups(String output) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(output))) {
            return files.filter(file -> file.endsWith("soup.json")).toList();
        }
    }

    private void copy(String from, String to) throws IOException {
        Files.copy(Quickstart.FOLDER.resolve(from), folder.resolve(to));
    }

    /** Keeps the size and the time of writing, as copies do that are made with care. */
    private void overwrite(String file, byte[] content) {
        try {
            Path path = folder.resolve(file);
            FileTime written = Files.getLastModifiedTime(path);
            Files.write(path, content);
            Files.setLastModifiedTime(path, written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private abstract static class Interfering extends SilentDisplay {
        private final Stage during;
        private boolean done;

        Interfering(Stage during) {
            this.during = during;
        }

        abstract void interfere();

        @Override
        public void passStarted(String what, long examples) {
            if (!done && stage.stage() == during) {
                done = true;
                interfere();
            }
        }

        @Override
        public void stageStarted(StageTask task, int passes) {
            stage = task;
        }
    }

    private final class Overwriting extends Interfering {
        private final String file;
        private final byte[] content;

        Overwriting(Stage during, String file, byte[] content) {
            super(during);
            this.file = file;
            this.content = content;
        }

        @Override
        void interfere() {
            overwrite(file, content);
        }
    }
}
