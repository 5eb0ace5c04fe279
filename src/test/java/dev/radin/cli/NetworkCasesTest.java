package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cli.Cli.Result;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that run as they are, or whose trouble is said in one sentence. */
class NetworkCasesTest {

    @TempDir
    private Path temporary;

    /** A constant of its code lies on {@code cuda:0}. */
    @Test
    void aNetworkExportedOnAGpuRunsOrSaysThatItNeedsOne() {
        Result result =
                CaseFiles.of("architecture-exported-on-a-gpu", temporary).run();

        if (result.exitCode() != 0) {
            assertThat(result.err())
                    .containsIgnoringCase("cuda")
                    .doesNotContain("PythonFallbackKernel")
                    .hasLineCount(1);
        }
    }

    /** Traced with 64 examples, which leave a last batch of 8 of the 200. */
    @Test
    void aNetworkTracedForOneBatchSizeRunsOnASmallerLastBatch() {
        Result result =
                CaseFiles.of("trace-with-its-batch-size-baked-in", temporary).run();

        assertThat(result.exitCode()).as(result.err()).isZero();
    }
}
