package dev.radin.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeashedProcessTest {

    private static final Map<String, String> PATH = Map.of("PATH", System.getenv("PATH"));

    @TempDir
    private Path folder;

    @Test
    void endsWithAJvmThatIsKilledAndTakesItsChildrenAlong() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sleeper.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        long sleeper = Long.parseLong(
                new BufferedReader(new InputStreamReader(jvm.getInputStream(), StandardCharsets.US_ASCII)).readLine());
        assertThat(ProcessHandle.of(sleeper)).get().matches(ProcessHandle::isAlive);

        jvm.destroyForcibly();

        ProcessHandle.of(sleeper).map(ProcessHandle::onExit).ifPresent(exit -> exit.orTimeout(10, TimeUnit.MINUTES)
                .join());
    }

    @Test
    void exitCodeIsTheProgramsOwn() throws Exception {
        LeashedProcess process = start("exit 7");

        assertThat(process.exit().get(10, TimeUnit.MINUTES)).isEqualTo(7);
    }

    @Test
    void exitCodeOfAKilledProgramNamesTheSignal() throws Exception {
        LeashedProcess process = start("sleep 1000");

        process.kill();

        assertThat(process.exit().get(10, TimeUnit.MINUTES)).isEqualTo(137);
    }

    private LeashedProcess start(String script) {
        return LeashedProcess.start(List.of("/bin/sh", "-c", script), folder, PATH, folder.resolve("log"));
    }

    /** A JVM that starts a program which has a child, and prints the child's id. */
    static final class Sleeper {

        private Sleeper() {}

        public static void main(String[] arguments) throws Exception {
            Path folder = Path.of(arguments[0]);
            LeashedProcess parent = LeashedProcess.start(
                    List.of("/bin/sh", "-c", "sleep 1000 & echo $!; wait"), folder, PATH, folder.resolve("log"));
            Eventually.until("the child runs", () -> !parent.tail().isEmpty(), parent::tail);
            System.out.println(parent.tail());
            parent.exit().join();
        }
    }
}
