package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cli.Cli.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results of folders that transformers saved: each is such a folder again. */
class HuggingFaceFolderTest {

    private static final String CONFIG =
            "{\"model_type\": \"bert\", \"dtype\": \"float32\", \"_name_or_path\": \"google/tiny\"}";

    @TempDir
    Path temporary;

    private CaseFiles files;

    @BeforeEach
    void makeFolders() throws IOException {
        files = CaseFiles.of("trainer-checkpoint-folders", temporary);
        for (int step = 100; step <= 400; step += 100) {
            Path run = files.file("runs/checkpoint-" + step);
            Files.writeString(run.resolve("config.json"), CONFIG);
            Files.writeString(run.resolve("tokenizer.json"), "{}");
            Files.writeString(run.resolve("generation_config.json"), "{\"step\": " + step + "}");
        }
    }

    @Test
    void aPublishedSoupHasTheFilesOfItsBestMember() throws IOException {
        Result result = files.run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        Path soup = soup();
        assertThat(soup.resolve("config.json")).hasContent(CONFIG);
        assertThat(soup.resolve("tokenizer.json")).hasContent("{}");
        assertThat(soup.resolve("trainer_state.json")).doesNotExist();
        String best = bestMember(soup);
        assertThat(soup.resolve("generation_config.json"))
                .hasSameTextualContentAs(files.file("runs/" + best + "/generation_config.json"));
        assertThat(CaseFiles.json(soup.resolve("soup.json")).get("files").has("tokenizer.json"))
                .isTrue();
        String card = Files.readString(soup.resolve("README.md"));
        assertThat(card)
                .startsWith(
                        "---\nlibrary_name: transformers\nbase_model:\n- google/tiny\ntags:\n- merge\n- model-soup\n---\n")
                .contains("`from_pretrained` of transformers loads this folder")
                .contains("- generation\\_config.json is another in checkpoint-".replace("\\_", "_"))
                .contains("; this is that of " + best);
    }

    /** Other files beside the same weights are another result, in a folder of its own. */
    @Test
    void theFolderIsNamedByTheseFilesToo() throws IOException {
        files.run();
        Path before = soup();
        for (int step = 100; step <= 400; step += 100) {
            Files.writeString(files.file("runs/checkpoint-" + step + "/tokenizer.json"), "{\"new\": 1}");
        }

        Result again = files.run();

        assertThat(again.exitCode()).as(again.err()).isZero();
        try (Stream<Path> soups = Files.list(files.file("out/soups"))) {
            assertThat(soups).hasSize(2).contains(before);
        }
    }

    @Test
    void anAverageInAFolderHasThoseOfTheHeaviest() throws IOException {
        Path to = temporary.resolve("mean");

        Result result = Cli.radin(
                "average",
                "--to",
                to + "/",
                "--dtype",
                "BF16",
                files.file("runs/checkpoint-100"),
                files.file("runs/checkpoint-200") + "=2");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(to.toFile().list())
                .containsExactlyInAnyOrder(
                        "model.safetensors", "config.json", "tokenizer.json", "generation_config.json");
        assertThat(CaseFiles.json(to.resolve("config.json")).get("dtype").asText())
                .isEqualTo("bfloat16");
        assertThat(to.resolve("generation_config.json")).hasContent("{\"step\": 200}");
        assertThat(result.err())
                .isEqualTo("file://" + files.file("runs/checkpoint-100")
                        + ": has another generation_config.json; written are those of file://"
                        + files.file("runs/checkpoint-200") + "\n");
    }

    private Path soup() throws IOException {
        try (Stream<Path> soups = Files.list(files.file("out/soups"))) {
            return soups.findFirst().orElseThrow();
        }
    }

    private String bestMember(Path soup) {
        String best = null;
        for (var member : CaseFiles.json(soup.resolve("soup.json")).get("members")) {
            String name = member.get("name").asText();
            if (best == null || files.scores().get(name) > files.scores().get(best)) {
                best = name;
            }
        }
        return best;
    }
}
