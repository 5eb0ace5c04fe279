package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.Golden;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HelpGoldenTest {

    private static final int COLUMNS = 80;

    @Test
    void radin() {
        Cli.Result asked = Cli.radin("--help");

        check("help.txt", asked);
        assertThat(Cli.radin()).isEqualTo(asked);
        assertThat(Cli.radin("help")).isEqualTo(asked);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "run",
                "inspect",
                "average",
                "rank",
                "dataset",
                "cache",
                "report",
                "convert",
                "worker",
                "completion"
            })
    void command(String command) {
        check("help-" + command + ".txt", Cli.radin(command, "--help"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"images", "csv", "npz"})
    void dataset(String kind) {
        check("help-dataset-" + kind + ".txt", Cli.radin("dataset", kind, "--help"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "verify", "prune"})
    void cache(String what) {
        check("help-cache-" + what + ".txt", Cli.radin("cache", what, "--help"));
    }

    private static void check(String file, Cli.Result help) {
        assertThat(help.exitCode()).isZero();
        assertThat(help.err()).isEmpty();
        assertThat(help.out().lines()).allMatch(line -> line.length() <= COLUMNS);
        Golden.check(file, help.out());
    }
}
