package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.Examples;
import dev.radin.Examples.Example;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code examples/} asks for on a cluster can be had, once the claim of its files is the folder of the examples. */
class ExamplesDryRunTest {

    private static final String QUICKSTART =
            Path.of("examples/quickstart").toAbsolutePath().toUri().toString();

    private static final String ADAPTERS =
            Path.of("examples/adapters").toAbsolutePath().toUri().toString();

    @TempDir
    Path output;

    @ParameterizedTest
    @MethodSource("soupSelections")
    void itsPassesAreFew(Example example) {
        String here = example.yaml()
                .replace("pvc://quickstart/quickstart/", QUICKSTART)
                .replace("pvc://quickstart/adapters", ADAPTERS)
                .replace("pvc://quickstart/soups", output.toUri().toString())
                .replaceAll("(s3|gs|az)://quickstart/soups", output.toUri().toString())
                .replaceAll("(s3|gs|az)://quickstart/", QUICKSTART);

        Cli.Result result = Cli.withInput(here, "run", "-f", "-", "--dry-run");

        assertThat(here).doesNotContain("pvc:", "s3:", "gs:", "az:");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out()).startsWith(here.contains(ADAPTERS) ? "8 models, " : "16 models, ");
    }

    static List<Example> soupSelections() {
        return Examples.soupSelections();
    }
}
