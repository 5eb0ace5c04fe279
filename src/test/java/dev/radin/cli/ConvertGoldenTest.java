package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.Golden;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Resources of before the first release, and what they become: the words on stderr stand below the documents. */
class ConvertGoldenTest {

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "everything", "models-from", "stream"})
    void converted(String name) {
        Cli.Result result = Cli.radin("convert", "-f", "src/test/resources/convert/" + name + ".yaml");

        assertThat(result.exitCode()).isEqualTo(name.equals("stream") ? 2 : 0);
        Golden.check("convert-" + name + ".txt", result.out() + "\n==== stderr\n" + result.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "everything", "models-from", "stream"})
    void whatIsConvertedStaysAsItIs(String name) {
        String once = Cli.radin("convert", "-f", "src/test/resources/convert/" + name + ".yaml")
                .out();

        assertThat(Cli.withInput(once, "convert", "-f", "-").out()).isEqualTo(once);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quickstart", "everything", "models-from"})
    void theReaderNamesWhatMoved(String name) {
        Cli.Result result = Cli.radin("run", "--dry-run", "-f", "src/test/resources/convert/" + name + ".yaml");

        assertThat(result.exitCode()).isEqualTo(2);
        Golden.check("moved-" + name + ".txt", result.err());
    }
}
