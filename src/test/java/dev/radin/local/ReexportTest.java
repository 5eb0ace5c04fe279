package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.protocol.Selection.StrategyChoice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The architecture's file is written anew between two selections that share a cache. */
class ReexportTest {

    private static final Path EXPORTS = Path.of("src/test/resources/exports").toAbsolutePath();
    private static final Path NUMBERS =
            Path.of("src/test/resources/inference/numbers.safetensors").toAbsolutePath();

    @TempDir
    private Path folder;

    @Test
    void theSameModelExportedAgainFindsItsPasses() throws IOException {
        Quickstart.Run first = run("first", "same-scripted.pt");
        Quickstart.Run again = run("again", "same-scripted-elsewhere.pt");

        assertThat(first.passesMade()).isPositive();
        assertThat(again.passesMade()).isZero();
        assertThat(again.report().evaluations()).isEqualTo(first.report().evaluations());
        assertThat(again.report().inputs().get("architecture"))
                .isNotEqualTo(first.report().inputs().get("architecture"));
    }

    @Test
    void anotherNumberInItDoesNot() throws IOException {
        Quickstart.Run first = run("first", "same-scripted.pt");
        Quickstart.Run other = run("other", "other-scripted-factor.pt");

        assertThat(other.passesMade()).isEqualTo(first.passesMade());
    }

    private Quickstart.Run run(String output, String export) throws IOException {
        Path architecture = folder.resolve("architecture.pt");
        Files.copy(EXPORTS.resolve(export), architecture, StandardCopyOption.REPLACE_EXISTING);
        Quickstart quickstart = new Quickstart(folder.resolve(output));
        quickstart.cache = Quickstart.uri(folder.resolve("cache"));
        quickstart.architecture = architecture;
        quickstart.models = List.of(
                Quickstart.model(EXPORTS.resolve("same-scripted-again.pt")),
                Quickstart.model(EXPORTS.resolve("same-scripted-in-training.pt")));
        quickstart.validation = List.of(Quickstart.dataset("numbers", NUMBERS));
        quickstart.strategy = Quickstart.strategy(StrategyChoice.Type.Search);
        return quickstart.run();
    }
}
