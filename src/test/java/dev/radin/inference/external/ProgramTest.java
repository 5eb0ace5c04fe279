package dev.radin.inference.external;

import static dev.radin.inference.external.ShellPrograms.GOOD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How programs are started, asked and answer. */
class ProgramTest extends WithShellPrograms {

    @Test
    void isStartedOnceForAllPasses() {
        try (Program program = shell.serving("echo started; " + GOOD)) {
            assertThat(shell.run(program).examples()).isEqualTo(5);
            assertThat(shell.run(program).examples()).isEqualTo(5);
        }

        assertThat(shell.log).containsExactly("started");
    }

    @Test
    void isToldOfAPassInOneLineWithAbsolutePaths() throws IOException {
        try (Program program =
                shell.serving("read -r line; printf %s \"$line\" > seen; echo '{\"pass\": 1, \"examples\": 1}'")) {
            shell.run(program);
        }

        assertThat(Files.readString(folder.resolve("seen")))
                .isEqualTo("{\"pass\":1,\"weights\":\"" + folder.resolve("weights") + "\",\"dataset\":\"lm-eval:x\","
                        + "\"output\":\"" + folder.resolve("output") + "\",\"device\":\"cpu\",\"batchSize\":null}");
    }

    @Test
    void findsItsProtocolInTheEnvironmentAndNoKeysOfStores() throws IOException {
        try (Program program = shell.serving("env > seen; " + GOOD)) {
            shell.run(program);
        }

        assertThat(Files.readString(folder.resolve("seen"))).contains("RADIN_EVALUATOR=1\n");
        var environment = new HashMap<>(
                Map.of("AWS_SECRET_ACCESS_KEY", "x", "HF_TOKEN", "x", "AZURE_CLIENT_SECRET", "x", "AWS_REGION", "r"));
        ProgramEnvironment.prepare(environment);
        assertThat(environment).containsOnlyKeys("AWS_REGION", "RADIN_EVALUATOR");
    }

    @Test
    void onceAPassItHasThePassInItsArguments() throws IOException {
        try (Program program = shell.oncePerPass("printf '%s ' \"$@\" $RADIN_DEVICE >> seen")) {
            shell.run(program);
            shell.run(program);
        }

        String once = "--weights " + folder.resolve("weights") + " --dataset lm-eval:x --output "
                + folder.resolve("output") + " cpu ";
        assertThat(Files.readString(folder.resolve("seen"))).isEqualTo(once + once);
    }

    @Test
    void anythingButItsAnswerIsAFailureInOneSentence() {
        shell.assertFails(
                "echo 'out of luck' >&2; exit 3",
                Reason.WorkerFailed,
                "ended with exit code 3 before it answered; it last said: out of luck");
        shell.assertFails("exit 0", Reason.WorkerFailed, "ended with exit code 0 before it answered; it said nothing");
        shell.assertFails("kill -9 $$", Reason.WorkerFailed, "ended with exit code 137 before it answered");
        shell.assertFails(
                "read -r line; echo '{\"pass\": 7, \"examples\": 1}'; sleep 1000",
                Reason.InvalidInput,
                "was asked for pass 1 and answered {\"pass\": 7, \"examples\": 1}");
        shell.assertFails(
                "read -r line; echo '{\"pass\": 1, \"error\": \"no such layer\"}'; sleep 1000",
                Reason.InvalidInput,
                "gave up: no such layer");
        shell.assertFails(
                "read -r line; echo '{\"pass\": 1, \"examples\": \"many\"}'; sleep 1000",
                Reason.InvalidInput,
                "answered {\"pass\": 1, \"examples\": \"many\"}, which has neither examples, done nor error");
    }

    @Test
    void onceAPassItsExitCodeCounts() {
        shell.assertFails(
                shell.oncePerPass("echo 'no room' >&2; exit 4"),
                Reason.WorkerFailed,
                "ended with exit code 4; it last said: no room");
    }

    @Test
    void aProgramThatCannotBeStartedIsNamed() {
        ProgramCommand command = shell.command(Duration.ofMinutes(1), List.of("no-such-program", "x"));

        assertThatThrownBy(() -> shell.run(new ServingProgram(command)))
                .isInstanceOf(RadinException.class)
                .hasMessage(
                        "spec.evaluator.container.command: no-such-program cannot be started in the folder " + folder
                                + ": No such file or directory; check its name, and that it is installed and may be executed"
                                + " there");
    }

    @Test
    void aScriptThatMayNotBeExecutedIsNamed() throws IOException {
        Path script = Files.writeString(folder.resolve("evaluate.sh"), "#!/bin/sh\n");
        ProgramCommand command = shell.command(Duration.ofMinutes(1), List.of(script.toString()));

        assertThatThrownBy(() -> shell.run(new OncePerPassProgram(command)))
                .hasMessageContaining(
                        "evaluate.sh cannot be started in the folder " + folder + ": Permission denied; check");
    }

    /** After a failure it is started anew, so that another pass has nothing of the last one's answers. */
    @Test
    void isStartedAnewAfterAFailure() {
        try (Program program =
                shell.serving("[ -e once ] && { " + GOOD.replace("done", "done;") + " }; touch once; exit 1")) {
            assertThatThrownBy(() -> shell.run(program)).isInstanceOf(RadinException.class);

            assertThat(shell.run(program).examples()).isEqualTo(5);
        }
    }
}
