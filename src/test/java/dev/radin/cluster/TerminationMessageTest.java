package dev.radin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TerminationMessageTest {

    private static final Container PLAIN = new ContainerBuilder().build();
    private static final Container TALKATIVE = new ContainerBuilder()
            .withTerminationMessagePolicy("FallbackToLogsOnError")
            .build();

    @TempDir
    private Path folder;

    @Test
    void longMessageKeepsItsEnd() throws IOException {
        Path message = write("message", "x".repeat(5000) + "end");

        assertThat(TerminationMessage.read(PLAIN, 0, message, write("log", "")))
                .hasSize(4096)
                .endsWith("xend");
    }

    @Test
    void logSpeaksOnlyForASilentFailureThatAskedForIt() throws IOException {
        Path silent = write("silent", "");
        Path log = write("log", "logged");

        assertThat(TerminationMessage.read(TALKATIVE, 1, silent, log)).isEqualTo("logged");
        assertThat(TerminationMessage.read(TALKATIVE, 0, silent, log)).isEmpty();
        assertThat(TerminationMessage.read(PLAIN, 1, silent, log)).isEmpty();
        assertThat(TerminationMessage.read(TALKATIVE, 1, write("said", "said"), log))
                .isEqualTo("said");
    }

    @Test
    void longLogKeepsItsLastTwoKibibytes() throws IOException {
        Path log = write("log", "y".repeat(3000));

        assertThat(TerminationMessage.read(TALKATIVE, 1, write("silent", ""), log))
                .hasSize(2048);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
