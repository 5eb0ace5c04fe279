package dev.radin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script of the Job that puts a soup where a server of models finds it, with a kubectl that only says where it is. */
class ServedExampleTest {

    private static final Path JOB = Path.of("examples/gitops/serve/copy.yaml");

    @TempDir
    Path folder;

    private Path claim;
    private Path config;

    @BeforeEach
    void prepare() throws IOException {
        claim = Files.createDirectories(folder.resolve("claim"));
        config = Files.createDirectories(folder.resolve("config"));
        Files.writeString(config.resolve("config.pbtxt"), "settings");
    }

    @Test
    void theSoupIsServedUnderANameThatStays() throws IOException, InterruptedException {
        publish("one");
        assertThat(copy("pvc://quickstart/soups/soups/one/")).isZero();
        publish("two");
        assertThat(copy("pvc://quickstart/soups/soups/two/")).isZero();

        assertThat(claim.resolve("serving/letters/1")).isDirectoryNotContaining("glob:**.new");
        assertThat(claim.resolve("serving/letters/1/model.pt")).hasContent("two");
        assertThat(claim.resolve("serving/letters/config.pbtxt")).hasContent("settings");
    }

    @Test
    void aSoupElsewhereIsNotServed() throws IOException, InterruptedException {
        assertThat(copy("pvc://other/soups/one/")).isEqualTo(1);

        assertThat(claim).isEmptyDirectory();
    }

    private void publish(String name) throws IOException {
        Path soup = Files.createDirectories(claim.resolve("soups/soups").resolve(name));
        Files.writeString(soup.resolve("soup.pt"), name);
    }

    /** @return the exit code */
    private int copy(String uri) throws IOException, InterruptedException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        Path kubectl = Files.writeString(programs.resolve("kubectl"), "#!/bin/sh\necho '" + uri + "'\n");
        assertThat(kubectl.toFile().setExecutable(true)).isTrue();
        List<String> command = new ArrayList<>();
        JsonNode container = job().at("/spec/template/spec/containers/0");
        container.get("command").forEach(word -> command.add(word.asText()));
        container.get("args").forEach(word -> command.add(word.asText()));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("CLAIM", claim.toString());
        builder.environment().put("CONFIG", config.toString());
        builder.environment().merge("PATH", programs.toString(), (there, first) -> first + ":" + there);
        Process process = builder.start();
        return process.waitFor();
    }

    private static JsonNode job() {
        return Examples.kubernetesOwn().stream()
                .filter(example -> example.file().equals(JOB) && example.kind().equals("Job"))
                .findFirst()
                .orElseThrow()
                .object();
    }
}
