package dev.radin.inference.external;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.PassInterrupted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs of all kinds, real processes each. The deadlines only end a test that has failed, but for the one about them. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ProgramTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    /** Answers every pass with the number of its line. */
    private static final String GOOD =
            """
            while read -r line; do
                pass=${line#*'"pass":'}
                echo "{\\"pass\\": ${pass%%,*}, \\"examples\\": 5}"
            done
            """;

    @TempDir
    Path folder;

    private final List<String> log = Collections.synchronizedList(new ArrayList<>());

    @Test
    void isStartedOnceForAllPasses() {
        try (Program program = serving("echo started; " + GOOD)) {
            assertThat(run(program).examples()).isEqualTo(5);
            assertThat(run(program).examples()).isEqualTo(5);
        }

        assertThat(log).containsExactly("started");
    }

    @Test
    void isToldOfAPassInOneLineWithAbsolutePaths() throws IOException {
        try (Program program =
                serving("read -r line; printf %s \"$line\" > seen; echo '{\"pass\": 1, \"examples\": 1}'")) {
            run(program);
        }

        assertThat(Files.readString(folder.resolve("seen")))
                .isEqualTo("{\"pass\":1,\"weights\":\"" + folder.resolve("weights") + "\",\"dataset\":\"lm-eval:x\","
                        + "\"output\":\"" + folder.resolve("output") + "\",\"device\":\"cpu\",\"batchSize\":null}");
    }

    @Test
    void tellsProgressAndLogFromAnswers() {
        List<Integer> done = new ArrayList<>();
        try (Program program = serving(
                """
                read -r line
                echo '{"pass": 1, "done": 2}'; echo '{"note": "no answer"}'; echo '{"pass": 1, "done": 1}'
                echo 'to the log' >&2; printf 'drawn\\rover\\n'
                echo '{"pass": 1, "done": 4}'; echo '{"pass": 1, "examples": 4}'
                """)) {
            program.run(request(), done::add);
        }

        assertThat(done).containsExactly(2, 2, 4);
        assertThat(log).containsExactlyInAnyOrder("{\"note\": \"no answer\"}", "to the log", "over");
    }

    @Test
    void findsItsProtocolInTheEnvironmentAndNoKeysOfStores() throws IOException {
        try (Program program = serving("env > seen; " + GOOD)) {
            run(program);
        }

        assertThat(Files.readString(folder.resolve("seen"))).contains("RADIN_EVALUATOR=1\n");
        var environment = new HashMap<>(
                Map.of("AWS_SECRET_ACCESS_KEY", "x", "HF_TOKEN", "x", "AZURE_CLIENT_SECRET", "x", "AWS_REGION", "r"));
        ProgramEnvironment.prepare(environment);
        assertThat(environment).containsOnlyKeys("AWS_REGION", "RADIN_EVALUATOR");
    }

    @Test
    void onceAPassItHasThePassInItsArguments() throws IOException {
        try (Program program =
                new OncePerPassProgram(command(LONG, "printf '%s ' \"$@\" $RADIN_DEVICE >> seen", "sh"))) {
            run(program);
            run(program);
        }

        String once = "--weights " + folder.resolve("weights") + " --dataset lm-eval:x --output "
                + folder.resolve("output") + " cpu ";
        assertThat(Files.readString(folder.resolve("seen"))).isEqualTo(once + once);
    }

    @Test
    void anythingButItsAnswerIsAFailureInOneSentence() {
        assertFails(
                "echo 'out of luck' >&2; exit 3",
                Reason.WorkerFailed,
                "ended with exit code 3 before it answered; it last said: out of luck");
        assertFails("exit 0", Reason.WorkerFailed, "ended with exit code 0 before it answered; it said nothing");
        assertFails("kill -9 $$", Reason.WorkerFailed, "ended with exit code 137 before it answered");
        assertFails(
                "read -r line; echo '{\"pass\": 7, \"examples\": 1}'; sleep 1000",
                Reason.InvalidInput,
                "was asked for pass 1 and answered {\"pass\": 7, \"examples\": 1}");
        assertFails(
                "read -r line; echo '{\"pass\": 1, \"error\": \"no such layer\"}'; sleep 1000",
                Reason.InvalidInput,
                "gave up: no such layer");
        assertFails(
                "read -r line; echo '{\"pass\": 1, \"examples\": \"many\"}'; sleep 1000",
                Reason.InvalidInput,
                "which has neither examples, done nor error");
    }

    @Test
    void onceAPassItsExitCodeCounts() {
        RadinException fault = catchThrowableOfType(
                RadinException.class,
                () -> run(new OncePerPassProgram(command(LONG, "echo 'no room' >&2; exit 4", "sh"))));

        assertThat(fault.reason()).isEqualTo(Reason.WorkerFailed);
        assertThat(fault)
                .hasMessageContaining("in the pass of m on val: ended with exit code 4; it last said: no room");
    }

    @Test
    void aProgramThatCannotBeStartedIsNamed() {
        ProgramCommand command = new ProgramCommand(List.of("no-such-program", "x"), folder, LONG, log::add);

        assertThatThrownBy(() -> run(new ServingProgram(command)))
                .isInstanceOf(RadinException.class)
                .hasMessage(
                        "spec.evaluator.container.command: no-such-program cannot be started in the folder " + folder
                                + ": No such file or directory; check its name, and that it is installed and may be executed"
                                + " there");
    }

    @Test
    void aProgramThatHangsIsEndedAtItsDeadline() {
        ServingProgram program = new ServingProgram(command(Duration.ofMillis(300), "echo thinking; sleep 1000"));

        RadinException fault = catchThrowableOfType(RadinException.class, () -> run(program));

        assertThat(fault.reason()).isEqualTo(Reason.WorkerFailed);
        assertThat(fault.getMessage()).contains("was not done after 0 s", "passDeadlineSeconds", "thinking");
        assertNothingRuns();
    }

    /** A child in a session of its own, whose parent ends before it: nobody's descendant any more. */
    @Test
    void leavesNoProcessWhateverItStarted() {
        try (Program program = serving("sleep 1001 & (setsid sleep 1002 &) ; " + GOOD)) {
            run(program);
        }
        assertNothingRuns();

        assertFails("sleep 1001 & (setsid sleep 1002 &) ; exit 1", Reason.WorkerFailed, "exit code 1");
        assertNothingRuns();
    }

    @Test
    void isEndedWhenTheThreadIsInterrupted() {
        ServingProgram program = serving("sleep 1003");
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> run(program)).isInstanceOf(PassInterrupted.class);

        assertThat(Thread.interrupted()).isTrue();
        assertNothingRuns();
    }

    /** After a failure it is started anew, so that another pass has nothing of the last one's answers. */
    @Test
    void isStartedAnewAfterAFailure() {
        try (Program program =
                serving("[ -e once ] && { " + GOOD.replace("done", "done;") + " }; touch once; exit 1")) {
            assertThatThrownBy(() -> run(program)).isInstanceOf(RadinException.class);

            assertThat(run(program).examples()).isEqualTo(5);
        }
    }

    @Test
    void endsByItselfWhenItsInputEnds() throws IOException {
        try (Program program = serving(GOOD + "echo ended > end")) {
            run(program);
        }

        assertThat(folder.resolve("end")).exists();
    }

    @Test
    void endlessLinesTakeNoMemory() {
        try (Program program = serving("head -c 3000000 /dev/zero | tr '\\0' x; echo; " + GOOD)) {
            run(program);
        }

        assertThat(log).singleElement().asString().hasSize(1 << 16);
    }

    private void assertFails(String script, Reason reason, String message) {
        ServingProgram program = serving(script);
        RadinException fault = catchThrowableOfType(RadinException.class, () -> run(program));
        assertThat(fault.getMessage())
                .startsWith("the evaluator \"sh -c ")
                .contains("in the pass of m on val: ", message);
        assertThat(fault.reason()).isEqualTo(reason);
        program.close();
    }

    /** Each test sleeps for numbers of seconds that nobody else does. */
    private void assertNothingRuns() {
        assertThat(ProcessHandle.allProcesses()
                        .filter(ProcessHandle::isAlive)
                        .map(process -> process.info().commandLine().orElse(""))
                        .filter(line -> line.matches("sleep 100[0-9]")))
                .isEmpty();
    }

    private ServingProgram serving(String script) {
        return new ServingProgram(command(LONG, script));
    }

    private ProgramCommand command(Duration deadline, String script, String... more) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", script));
        words.addAll(List.of(more));
        return new ProgramCommand(words, folder, deadline, log::add);
    }

    private Program.Answer run(Program program) {
        return program.run(request(), done -> {});
    }

    private PassRequest request() {
        return new PassRequest("m on val", folder.resolve("weights"), "lm-eval:x", folder.resolve("output"), "cpu", 0);
    }
}
