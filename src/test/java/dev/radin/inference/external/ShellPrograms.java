package dev.radin.inference.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Programs of a few lines of shell, real processes each, and the passes that they are asked for. */
final class ShellPrograms {

    /** Only ends a test that has failed. */
    private static final Duration LONG = Duration.ofMinutes(10);

    /** Answers every pass with the number of its line. */
    static final String GOOD =
            """
            while read -r line; do
                pass=${line#*'"pass":'}
                echo "{\\"pass\\": ${pass%%,*}, \\"examples\\": 5}"
            done
            """;

    /** What they say beside their answers. */
    final List<String> log = Collections.synchronizedList(new ArrayList<>());

    private final Path folder;

    ShellPrograms(Path folder) {
        this.folder = folder;
    }

    ServingProgram serving(String script) {
        return serving(LONG, script);
    }

    ServingProgram serving(Duration deadline, String script) {
        return new ServingProgram(command(deadline, List.of("sh", "-c", script)));
    }

    OncePerPassProgram oncePerPass(String script) {
        return new OncePerPassProgram(command(LONG, List.of("sh", "-c", script, "sh")));
    }

    ProgramCommand command(Duration deadline, List<String> words) {
        return new ProgramCommand(words, folder, deadline, log::add);
    }

    Program.Answer run(Program program) {
        return program.run(request("lm-eval:x"), done -> {});
    }

    PassRequest request(String dataset) {
        return new PassRequest("m on val", folder.resolve("weights"), dataset, folder.resolve("output"), "cpu", 0);
    }

    /** @param message without the name of the program and of the pass */
    void assertFails(String script, Reason reason, String message) {
        assertFails(serving(script), reason, message);
    }

    void assertFails(Program program, Reason reason, String message) {
        try (program) {
            RadinException fault = catchThrowableOfType(RadinException.class, () -> run(program));
            assertThat(fault.getMessage())
                    .startsWith("the evaluator \"sh -c ")
                    .contains("in the pass of m on val: " + message);
            assertThat(fault.reason()).isEqualTo(reason);
        }
    }
}
