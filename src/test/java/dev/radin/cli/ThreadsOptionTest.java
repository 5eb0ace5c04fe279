package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One refusal in every command, before any file is looked for. */
class ThreadsOptionTest {

    @ParameterizedTest
    @CsvSource({
        "average --to /nowhere/soup.safetensors /nowhere/a.safetensors, -1",
        "average --to /nowhere/soup.safetensors /nowhere/a.safetensors, 1025",
        "rank --logits /nowhere/logits --labels /nowhere/labels.safetensors, -1",
        "rank --logits /nowhere/logits --labels /nowhere/labels.safetensors, 2147483647",
        "run -f examples/quickstart/soup.yaml, -4",
        "run -f examples/quickstart/soup.yaml --dry-run, -4",
    })
    void aNumberThatMeansNothingIsRefused(String command, int threads) {
        Cli.Result result = Cli.radin(Stream.concat(Stream.of(command.split(" ")), Stream.of("--threads", threads))
                .toArray());

        assertThat(result)
                .isEqualTo(new Cli.Result(
                        2,
                        "",
                        "radin: InvalidSpec: --threads: is " + threads
                                + " and has to be from 1 to 1024, or 0 for all processors\n"));
    }
}
