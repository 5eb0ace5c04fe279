package dev.radin.cli;

import io.quarkus.runtime.annotations.QuarkusMain;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;
import picocli.CommandLine.Spec;

/** The {@code radin} command. Results go to stdout, progress and messages to stderr. */
@Command(
        name = "radin",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = {"Chooses a model soup within a budget of evaluations.", "", "  radin run -f soup.yaml", ""},
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  done",
            "  2  the command line or the resource is wrong",
            "  3  an input is bad",
            "  4  storage or environment failed; worth another try",
            "  5  machine unfit, or output not writable; another try changes nothing",
            "  129, 130, 143  interrupted: SIGHUP, SIGINT, SIGTERM",
            "  1  a bug: please report it"
        })
@QuarkusMain
public final class Radin implements Runnable {

    private static final List<Class<?>> COMMANDS = List.of(
            RunCommand.class,
            InspectCommand.class,
            AverageCommand.class,
            RankCommand.class,
            DatasetCommand.class,
            CacheCommand.class,
            ReportCommand.class,
            ConvertCommand.class,
            WorkerCommand.class,
            OperatorCommand.class,
            CompletionCommand.class,
            HelpCommand.class);

    @Spec
    private CommandSpec spec;

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    public static void main(String[] arguments) {
        speakEnglish();
        CommandLine command = commandLine(arguments);
        if (arguments.length > 0 && arguments[0].equals("convert")) {
            command.setOut(utf8());
        }
        int exitCode = command.execute(arguments);
        command.getOut().flush();
        if (System.out.checkError() && exitCode == 0) {
            exitCode = Failures.unwritten(command);
        }
        command.getErr().flush();
        System.exit(exitCode);
    }

    /** Messages are English on every machine, numbers and letter case included; libraries go by the default. */
    static void speakEnglish() {
        Locale.setDefault(Locale.ENGLISH);
    }

    /** Documents keep their encoding, whatever that of the terminal is. */
    private static PrintWriter utf8() {
        return new PrintWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8));
    }

    /** With all commands, as help and completion need them. */
    static CommandLine commandLine() {
        return commandLine(COMMANDS);
    }

    /**
     * To read one command's options off its class takes picocli 10 ms or more, so it reads those of the one that is called. All
     * of them take as long to be asked for their names, so these are told by those of the classes.
     */
    static CommandLine commandLine(String[] arguments) {
        return commandLine(COMMANDS.stream()
                .filter(command ->
                        arguments.length > 0 && command.getSimpleName().equalsIgnoreCase(arguments[0] + "Command"))
                .filter(command -> command != HelpCommand.class)
                .findFirst()
                .<List<Class<?>>>map(List::of)
                .orElse(COMMANDS));
    }

    private static CommandLine commandLine(List<Class<?>> commands) {
        CommandLine radin = new CommandLine(new Radin());
        commands.forEach(radin::addSubcommand);
        return radin.setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpAutoWidth(true)
                .setUsageHelpLongOptionsMaxWidth(28)
                .setParameterExceptionHandler(Failures::wrongCommandLine)
                .setExecutionStrategy(Radin::execute)
                .setExecutionExceptionHandler(Failures::duringExecution);
    }

    /** Memory may run out anywhere; in a stage, its worker says so itself. */
    private static int execute(ParseResult parsed) {
        try {
            return new RunLast().execute(parsed);
        } catch (OutOfMemoryError e) {
            return Failures.outOfMemory(parsed.commandSpec().commandLine());
        }
    }
}
