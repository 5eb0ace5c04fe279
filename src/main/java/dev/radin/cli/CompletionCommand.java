package dev.radin.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "completion",
        mixinStandardHelpOptions = true,
        description = {
            "Prints a completion script for bash and zsh.",
            "",
            "  source <(radin completion bash)",
            "",
            "Options:"
        })
final class CompletionCommand implements Callable<Integer> {

    /** Where an option is a text, as -f is, that may be a dash or a URI, picocli has file names no longer completed. */
    private static final String NO_FILES = "compopt +o default";

    enum Shell {
        bash,
        zsh
    }

    @Parameters(arity = "0..1", paramLabel = "SHELL", description = "bash or zsh; one script is for both.")
    private Shell shell;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        AutoComplete.bash("radin", Radin.commandLine())
                .lines()
                .filter(line -> !line.contains(NO_FILES))
                .forEach(line -> out.print(line + "\n"));
        out.flush();
        return 0;
    }
}
