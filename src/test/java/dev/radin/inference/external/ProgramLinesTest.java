package dev.radin.inference.external;

import static dev.radin.inference.external.ShellPrograms.GOOD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.fault.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What programs print: answers, progress, log, and what is none of these. */
class ProgramLinesTest extends WithShellPrograms {

    /** Three million times x. */
    private static final String ENDLESS = "head -c 3000000 /dev/zero | tr '\\0' x; ";

    @Test
    void progressAndLogAreToldFromAnswers() {
        List<Integer> done = new ArrayList<>();
        try (Program program = shell.serving(
                """
                read -r line
                echo '{"pass": 1, "done": 2}'; echo '{"note": "no answer"}'; echo '{"pass": 1, "done": 1}'
                echo 'to the log' >&2; printf 'drawn\\rover\\n'
                echo '{"pass": 1, "done": 4}'; echo '{"pass": 1, "examples": 4}'
                """)) {
            program.run(shell.request("lm-eval:x"), done::add);
        }

        assertThat(done).containsExactly(2, 2, 4);
        assertThat(shell.log).containsExactlyInAnyOrder("{\"note\": \"no answer\"}", "to the log", "over");
    }

    /** As a thread does that reports in intervals. */
    @Test
    void progressThatComesTooLateIsNoAnswerToTheNextPass() {
        String late = "for i in $(seq 1000); do echo '{\"pass\": 1, \"done\": 4}'; done; ";
        try (Program program = shell.serving("read -r line; echo '{\"pass\": 1, \"examples\": 4}'; " + late
                + "read -r line; echo '{\"pass\": 2, \"examples\": 5}'; read -r line")) {
            assertThat(shell.run(program).examples()).isEqualTo(4);
            assertThat(shell.run(program).examples()).isEqualTo(5);
        }
    }

    @Test
    void noErrorIsNoFailure() {
        try (Program program =
                shell.serving("read -r line; echo '{\"pass\": 1, \"examples\": 4, \"error\": null}'; read -r line")) {
            assertThat(shell.run(program).examples()).isEqualTo(4);
        }
    }

    @Test
    void anErrorMayBeAnything() {
        shell.assertFails(
                "read -r line; echo '{\"pass\": 1, \"error\": {\"code\": 3}}'; sleep 1000",
                Reason.InvalidInput,
                "gave up: {\"code\":3}; it said nothing");
        shell.assertFails(
                "read -r line; printf '{\"pass\": 1, \"error\": \"\\377\"}\\n'; sleep 1000",
                Reason.InvalidInput,
                "gave up: \uFFFD; it said nothing");
    }

    @Test
    void whatIsNoUtf8IsLog() {
        try (Program program = shell.serving("printf '\\377\\376 log\\n'; " + GOOD)) {
            shell.run(program);
        }

        assertThat(shell.log).containsExactly("\uFFFD\uFFFD log");
    }

    @Test
    void endlessLinesTakeNoMemory() {
        try (Program program = shell.serving("printf '{\"note\": \"'; " + ENDLESS + "echo '\"}'; " + GOOD)) {
            shell.run(program);
        }

        assertThat(shell.log)
                .singleElement()
                .asString()
                .startsWith("{\"note\": \"xxx")
                .hasSize(LogLines.MOST_BYTES);
    }

    /** An error may list all the layers that do not fit. The program waits for the next pass then, and radin must not wait for it. */
    @Test
    void anAnswerThatIsTooLongToBeReadIsAFailureThatQuotesIt() {
        shell.assertFails(
                "read -r line; printf '{\"n\": [1, {}], \"pass\": 1, \"error\": \"'; " + ENDLESS
                        + "echo '\"}'; sleep 1000",
                Reason.InvalidInput,
                "answered with a line of more than 65536 bytes: {\"n\": [1, {}], \"pass\": 1, \"error\": \"xxx");
        shell.assertFails(
                shell.oncePerPass("printf '{\"pass\": 1, \"error\": \"'; " + ENDLESS),
                Reason.InvalidInput,
                "answered with a line of more than 65536 bytes: {\"pass\": 1, \"error\": \"xxx");
    }
}
