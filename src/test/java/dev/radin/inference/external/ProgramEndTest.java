package dev.radin.inference.external;

import static dev.radin.inference.external.ShellPrograms.GOOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.PassInterrupted;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However a program ends, or does not: radin waits for it no longer than it says, and no process is left. */
class ProgramEndTest extends WithShellPrograms {

    private static final Duration SHORT = Duration.ofMillis(300);

    /** Each test sleeps for numbers of seconds that nobody else does. */
    @AfterEach
    void assertNothingRuns() {
        assertThat(ProcessHandle.allProcesses()
                        .filter(ProcessHandle::isAlive)
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(line -> line.matches("sleep 99100[0-9]")))
                .isEmpty();
    }

    @Test
    void aProgramEndsByItselfWhenItsInputEnds() {
        try (Program program = shell.serving(GOOD + "echo ended > end")) {
            shell.run(program);
        }

        assertThat(folder.resolve("end")).exists();
    }

    @Test
    void oneThatHangsIsEndedAtItsDeadline() {
        assertLate("echo thinking; sleep 991000", shell.request("lm-eval:x"));
    }

    @Test
    void progressPutsNoDeadlineOff() {
        assertLate("echo thinking; while :; do echo '{\"pass\": 1, \"done\": 1}'; done", shell.request("lm-eval:x"));
    }

    /** Of a request that no pipe holds. */
    @Test
    void oneThatReadsNothingIsEndedAtItsDeadline() {
        assertLate("echo thinking; sleep 991000", shell.request("lm-eval:" + "x".repeat(1 << 20)));
    }

    /** And what it said until then is told; with a later deadline where the machine was too slow for it to say anything. */
    private void assertLate(String script, PassRequest request) {
        String told = "";
        for (Duration deadline = SHORT; !told.contains("thinking"); deadline = deadline.multipliedBy(2)) {
            Program program = shell.serving(deadline, script);
            RadinException fault = catchThrowableOfType(RadinException.class, () -> program.run(request, done -> {}));

            told = fault.getMessage();
            assertThat(fault.reason()).isEqualTo(Reason.WorkerFailed);
            assertThat(told).contains("was not done after " + deadline.toSeconds() + " s", "passDeadlineSeconds");
        }
    }

    @Test
    void oneThatClosesItsOutputAndGoesOnIsNotWaitedFor() {
        shell.assertFails(
                "read -r line; echo 'no more' >&2; exec >&-; sleep 991000",
                Reason.InvalidInput,
                "closed its standard output and goes on, so it cannot answer; it last said: no more");
    }

    @Test
    void onceAPassItMayCloseItsOutput() {
        assertThat(shell.run(shell.oncePerPass("exec >&-; sleep 3")).examples()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 991001 & ",
                "trap '' TERM INT HUP; (trap '' TERM; sleep 991002) & ",
                // In a session of its own, and its parent ends before it: nobody's descendant any more.
                "(setsid sleep 991003 &) ; ",
                // Starts another one when one is ended.
                "(setsid sh -c 'while :; do sleep 991004; done' &) ; ",
                // Besides, nothing in its environment tells whose it is.
                "(env -i setsid sleep 991007 &) ; ",
                "(env -i setsid sleep 991007 >/dev/null &) ; ",
                // Says more than anybody hears.
                "(while :; do echo '{\"pass\": 1, \"done\": 1}'; done) & ",
            })
    void noProcessIsLeft(String started) {
        try (Program program = shell.serving(started + GOOD)) {
            shell.run(program);
            shell.run(program);
        }
        assertNothingRuns();

        shell.assertFails("read -r line; " + started + "exit 1", Reason.WorkerFailed, "ended with exit code 1");
        assertNothingRuns();

        shell.run(shell.oncePerPass("read -r line; " + started + "exit 0"));
    }

    @Test
    void oneIsEndedWhenTheThreadIsInterrupted() {
        ServingProgram program = shell.serving("(setsid sleep 991005 &) ; sleep 991006");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> shell.run(program)).isInstanceOf(PassInterrupted.class);

        assertThat(Thread.interrupted()).isTrue();
    }
}
