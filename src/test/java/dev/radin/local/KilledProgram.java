package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Selections whose program dies in one of its passes, and that are run again. */
final class KilledProgram {

    private KilledProgram() {}

    /** A selection. @param habits of {@link LetterProgram} */
    interface Maker {
        Quickstart make(String output, String... habits);
    }

    /** @param step from one pass that it dies in to the next */
    static void assertNothingIsLostOrRepeated(Path folder, int step, Maker maker) throws IOException {
        int total = maker.make("undisturbed").run().passesMade();
        for (int killed = 1; killed <= total; killed += step) {
            Path log = folder.resolve("log-" + killed);
            Quickstart quickstart = maker.make("killed-" + killed, "log=" + log, "exit=" + killed);
            assertThat(quickstart.run().failure().reason()).isEqualTo(Reason.WorkerFailed);

            assertThat(quickstart.run().passesMade()).as("killed at %s", killed).isEqualTo(total - killed + 1);
            assertThat(Files.readAllLines(log)).hasSize(total + 1);
        }
    }
}
