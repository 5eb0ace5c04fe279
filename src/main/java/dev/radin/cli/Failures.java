package dev.radin.cli;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.fault.RootCause;
import dev.radin.store.FileFaults;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
        if (RootCause.isOutOfMemory(e)) {
            return outOfMemory(command);
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

    /**
     * What is to be said of a stdout that could not be written. A reader that has had enough, such as {@code head}, is no
     * failure.
     */
    static int unwritten(CommandLine command) {
        String why = "cannot be written";
        try (OutputStream again = new FileOutputStream(FileDescriptor.out)) {
            // A print stream does not keep what it met, so that is met once more.
            again.write('\n');
        } catch (IOException e) {
            if ("Broken pipe".equals(e.getMessage())) {
                return 0;
            }
            why = FileFaults.describe(e);
        }
        return report(
                command,
                Reason.StorageFailed,
                "stdout: " + why
                        + ", so what was printed is not whole; mend that or print elsewhere, and run it again");
    }

    static int report(CommandLine command, Reason reason, String message) {
        command.getErr().println("radin: " + reason + ": " + message);
        return reason.exitCode();
    }
}
