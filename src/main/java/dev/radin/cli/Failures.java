package dev.radin.cli;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** How a command says that it failed, and with which exit code. */
final class Failures {

    static final int BUG = 1;

    private Failures() {}

    static int wrongCommandLine(ParameterException e, String[] arguments) {
        CommandLine command = e.getCommandLine();
        WrongCommandLine wrong = new WrongCommandLine(e, List.of(arguments));
        Optional<String> meant = wrong.meant();
        command.getErr().println("radin: " + Printable.lines(meant.orElseGet(wrong::message)));
        if (meant.isEmpty()) {
            command.getErr().println("Try '" + command.getCommandSpec().qualifiedName() + " --help'.");
        }
        return Reason.InvalidSpec.exitCode();
    }

    static int duringExecution(Exception e, CommandLine command, ParseResult parsed) {
        if (e instanceof RadinException fault) {
            return report(command, fault.reason(), fault.getMessage());
        }
        command.getErr().println("radin: this is a bug, please report it:");
        e.printStackTrace(command.getErr());
        return BUG;
    }

    static int outOfMemory(CommandLine command) {
        return report(
                command,
                Reason.WorkerFailed,
                "out of memory with a heap of " + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB; give it more with RADIN_JAVA_OPTS=-Xmx8g");
    }

    static int report(CommandLine command, Reason reason, String message) {
        command.getErr().println("radin: " + reason + ": " + message);
        return reason.exitCode();
    }
}
