package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Selection.FloatDType;
import dev.radin.protocol.Stage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;

/** A dtype of the output that the network cannot be run in: the quickstart's is of F32. */
class OutputDTypeTest {

    private static final String MESSAGE = "spec.output.soup.dtype: is F64, and the architecture "
            + Quickstart.uri(Quickstart.FOLDER.resolve("architecture.pt"))
            + " does not hold its values: it has `stem.weight` F32, `stem.bias` F32, ";

    @TempDir
    Path output;

    @Test
    void isRefusedBeforeAPassIsMade() {
        Quickstart.Run run = asking(FloatDType.F64).run();

        assertThat(run.failure().reason()).isEqualTo(Reason.InvalidSpec);
        assertThat(run.failure().message())
                .startsWith(MESSAGE)
                .endsWith("leave it out, choose one of F32, F16, BF16, or export the architecture in F64");
        assertThat(run.outcome().stages())
                .extracting(s -> s.result().task().stage())
                .containsExactly(Stage.inspect);
    }

    @Test
    void isRefusedByTheDryRun() {
        assertThatThrownBy(() -> asking(FloatDType.F64).dryRun())
                .isInstanceOf(RadinException.class)
                .hasMessageStartingWith(MESSAGE);
    }

    /** Without a dtype the models' own is kept, F32. */
    @ParameterizedTest
    @NullSource
    @EnumSource(names = {"F32", "F16", "BF16"})
    void decidesTheBytesOfOutput(FloatDType dtype) throws IOException {
        Quickstart quickstart = asking(dtype);
        quickstart.budget = 1;
        long promised = quickstart.dryRun().outputBytes();

        URI weights = URI.create(quickstart.run().report().choice().uri());

        try (Stream<Path> files = Files.list(Path.of(weights))) {
            long published = files.filter(file -> file.toString().matches(".*\\.(safetensors|pt)"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
            // The archive names the machine and the lines that it was made on, which are left out.
            assertThat(promised).isBetween(published, published + 20_000);
        }
    }

    private Quickstart asking(FloatDType dtype) {
        Quickstart quickstart = new Quickstart(output);
        quickstart.models = quickstart.models.subList(0, 3);
        quickstart.outputDType = dtype;
        return quickstart;
    }
}
