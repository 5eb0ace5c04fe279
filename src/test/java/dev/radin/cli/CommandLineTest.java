package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.cli.Cli.Result;
import dev.radin.cli.RadinProcess.Launch;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

class CommandLineTest {

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "rnu                     | radin: unknown command \"rnu\" for radin; did you mean radin run?",
                "version                 | radin: unknown command \"version\" for radin; did you mean radin --version?",
                "help rnu                | radin: unknown command \"rnu\" for radin; did you mean radin run?",
                "help soups              | radin: unknown command \"soups\" for radin",
                "soup.yaml               | radin: unknown command \"soup.yaml\" for radin",
                "completion fish         | radin: Invalid value for positional parameter at index 0 (SHELL): expected one of [bash, zsh]",
                "cache clean             | radin: unknown command \"clean\" for radin cache",
                "run                     | radin: Missing required option: '--file=FILE', as in radin run -f soup.yaml",
                "run --dry-run soup.yaml -o json | radin: soup.yaml: a file is given by -f, as to kubectl: radin run --dry-run -f soup.yaml -o json",
                "run -                   | radin: -: a file is given by -f, as to kubectl: radin run -f -",
                "run it's.yaml           | radin: it's.yaml: a file is given by -f, as to kubectl: radin run -f 'it'\\''s.yaml'",
                "convert old/soup.yaml   | radin: old/soup.yaml: a file is given by -f, as to kubectl: radin convert -f old/soup.yaml",
                "cache list soup.yaml    | radin: soup.yaml: a file is given by -f, as to kubectl: radin cache list -f soup.yaml",
                "cache verify soup.yaml  | radin: soup.yaml: a file is given by -f, as to kubectl: radin cache verify -f soup.yaml",
                "cache prune --older-than 3d soup.yaml | radin: soup.yaml: a file is given by -f, as to kubectl: radin cache prune",
                "run -f a.yaml b.yaml    | radin: \"b.yaml\" is one argument too many for radin run",
                "run a.yaml b.yaml       | radin: Missing required option: '--file=FILE'",
                "run -f x -o xml         | radin: Invalid value for option '--output': expected one of [table, json, yaml]",
                "run -f x --budget many  | radin: Invalid value for option '--budget': 'many' is not a whole number",
                "run -f x --bugdet 3     | radin: unknown option --bugdet for radin run; did you mean --budget?",
                "run -f x -budget=3      | radin: unknown option -budget for radin run; did you mean --budget?",
                "cache list -f x --all   | radin: unknown option --all for radin cache list",
                "run -f examples/quickstart/soup.yaml --budget 1001 | radin: InvalidSpec: --budget: is 1001 and has to be from 0 to 1000",
                "average --to x pom.xml=1,5 | radin: InvalidSpec: pom.xml=1,5: \"1,5\" is no weight, which is a number from 0 on",
                "run -f none.yaml        | radin: InvalidSpec: none.yaml: no such file",
                "run -f src              | radin: InvalidSpec: src: is a folder, not a file",
                "inspect                 | radin: Missing required parameter: 'CHECKPOINT', as in radin inspect sweep/*",
                "average a b             | radin: Missing required option: '--to=FILE', as in radin average --to soup.safetensors a",
                "cache prune             | radin: Missing required option: '--older-than=AGE'",
                "worker --stage cook     | radin: Invalid value for option '--stage': expected one of [inspect, extract, rank",
                "inspect --limit height=3 x | radin: Invalid value for option '--limit' (BOUND=N)",
                "inspect --limit header=0 x | radin: InvalidSpec: --limit header: is 0 and has to be from 1 to 2147483639",
                "inspect file://host/x   | radin: InvalidSpec: file://host/x: names no file of this machine",
                "dataset image           | radin: unknown command \"image\" for radin dataset; did you mean radin dataset images?",
            })
    void aWrongCommandLineEndsWithTwoAndSaysWhatIsMeant(String arguments, String message) {
        Result result = Cli.radin((Object[]) arguments.split(" +"));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).startsWith(message).doesNotContain("\tat ");
        assertThat(result.out()).isEmpty();
    }

    @Test
    void onlyTheCommandThatIsCalledIsReadOrElseAll() {
        assertThat(commandsOf("rank", "--help")).containsExactly("rank");
        assertThat(commandsOf()).contains("run", "rank", "completion", "help");
        assertThat(commandsOf("help", "rank"))
                .isEqualTo(commandsOf("rnk"))
                .isEqualTo(commandsOf("-h"))
                .isEqualTo(commandsOf());
    }

    private static Set<String> commandsOf(String... arguments) {
        return Radin.commandLine(arguments).getSubcommands().keySet();
    }

    @Test
    void aBugIsTheOnlyThingThatShowsATrace() {
        StringWriter err = new StringWriter();

        assertThat(failing(new IllegalStateException("of this test"), err)).isEqualTo(1);
        assertThat(err.toString())
                .startsWith("radin: this is a bug, please report it:\n")
                .contains("\tat ");
    }

    @Test
    void memoryThatALibraryMissesIsNoBug() {
        StringWriter err = new StringWriter();

        assertThat(failing(new IllegalStateException(new OutOfMemoryError()), err))
                .isEqualTo(4);
        assertThat(err.toString())
                .startsWith("radin: WorkerFailed: out of memory ")
                .hasLineCount(1);
    }

    private static int failing(RuntimeException failure, StringWriter err) {
        CommandLine command = Radin.commandLine();
        command.addSubcommand(new Failing(failure));
        command.setErr(new PrintWriter(err, true));
        return command.execute("fail");
    }

    @Command(name = "fail")
    record Failing(RuntimeException failure) implements Runnable {
        @Override
        public void run() {
            throw failure;
        }
    }

    @Test
    void bashTakesTheCompletionAndKnowsTheOptions() throws Exception {
        // Where numbers have other digits, which shell scripts must not have.
        Result result = Launch.plain("-Duser.language=ar", "-Duser.country=EG").run("completion", "bash");
        Path script = Files.writeString(folder.resolve("completion"), result.out());

        Process bash = new ProcessBuilder(
                        "bash",
                        "-c",
                        "compopt() { :; } && source " + script
                                + " && COMP_WORDS=(radin run --bu) && COMP_CWORD=2 && _complete_radin"
                                + " && echo \"${COMPREPLY[@]}\""
                                + " && COMPREPLY=() && COMP_WORDS=(radin run -f so) && COMP_CWORD=3 && _complete_radin"
                                + " && echo \"${#COMPREPLY[@]} then $(complete -p radin)\"")
                .redirectErrorStream(true)
                .start();

        // What it leaves open is a file's name: the default, which nothing takes away.
        assertThat(text(bash)).isEqualTo("--budget\n0 then complete -o default -F _complete_radin radin");
        assertThat(result.out()).doesNotContain("+o default");
        assertThat(bash.waitFor()).isZero();
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void versionSaysWhatThisIs() {
        assertThat(Cli.radin("--version").out()).matches("radin \\S+, Java 1?\\d[^\n]*\n");
    }

    private static String text(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
