package dev.radin.cli;

import dev.radin.fault.Suggestion;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * A command line that its command does not take.
 *
 * @param arguments all of them, with the name of the command
 */
record WrongCommandLine(ParameterException fault, List<String> arguments) {

    private static final String EXAMPLE = "  radin ";

    /** What the library says of a number. */
    private static final Pattern NO_INTEGER = Pattern.compile("is not an? (int|long)$");

    /** What is wrong with it and what was meant, where that can be told. */
    Optional<String> meant() {
        return bareFile()
                .map(file -> file + ": a file is given by -f, as to kubectl: " + withOption(file))
                .or(() -> unknownCommand().flatMap(this::like).map(this::didYouMean))
                .or(() -> unknownOption().flatMap(this::likeOption).map(this::didYouMean));
    }

    private String didYouMean(String meant) {
        return message() + "; did you mean " + meant + "?";
    }

    /** What is wrong with it. */
    String message() {
        return unknownCommand()
                .map(word -> "unknown command \"" + word + "\" for " + self())
                .or(() -> unknownOption().map(option -> "unknown option " + option + " for " + self()))
                .or(() -> unmatched().map(word -> "\"" + word + "\" is one argument too many for " + self()))
                .orElseGet(
                        () -> NO_INTEGER.matcher(fault.getMessage()).replaceFirst("is not a whole number") + example());
    }

    /** The only argument that was not taken, by a command that takes a file by its option and was given none. */
    private Optional<String> bareFile() {
        OptionSpec option = command().getCommandSpec().findOption("--file");
        List<String> unmatched = command().getUnmatchedArguments();
        return option != null && option.getValue() == null && unmatched.size() == 1
                ? unmatched.stream()
                        .filter(argument -> argument.equals("-") || !argument.startsWith("-"))
                        .findFirst()
                : Optional.empty();
    }

    private String withOption(String file) {
        int last = arguments.lastIndexOf(file);
        return Stream.of(
                        List.of("radin"),
                        arguments.subList(0, last),
                        List.of("-f"),
                        arguments.subList(last, arguments.size()))
                .flatMap(List::stream)
                .map(WrongCommandLine::inShell)
                .collect(Collectors.joining(" "));
    }

    private static String inShell(String word) {
        return word.matches("[A-Za-z0-9._/:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private Optional<String> unknownCommand() {
        return command().getSubcommands().isEmpty()
                ? Optional.empty()
                : unmatched().or(this::unknownTopic).filter(word -> !word.startsWith("-"));
    }

    /** Of the command help, which was executed then: nothing was unmatched. */
    private Optional<String> unknownTopic() {
        return fault.getArgSpec() == null ? Optional.ofNullable(fault.getValue()) : Optional.empty();
    }

    /** Without its value. */
    private Optional<String> unknownOption() {
        return unmatched().filter(word -> word.matches("-.+")).map(word -> word.replaceFirst("=.*", ""));
    }

    /** The first that was not taken. */
    private Optional<String> unmatched() {
        return fault instanceof UnmatchedArgumentException
                ? command().getUnmatchedArguments().stream().findFirst()
                : Optional.empty();
    }

    /** An option may be meant as well: many programs have a command {@code version}. */
    private Optional<String> like(String word) {
        Map<String, String> known = options();
        command().getSubcommands().keySet().forEach(name -> known.put(name, name));
        return Suggestion.to(word, known.keySet()).map(meant -> self() + " " + known.get(meant));
    }

    private Optional<String> likeOption(String option) {
        Map<String, String> known = options();
        return Suggestion.to(option.replaceFirst("^-+", ""), known.keySet()).map(known::get);
    }

    /** By their words. */
    private Map<String, String> options() {
        Map<String, String> known = new LinkedHashMap<>();
        command()
                .getCommandSpec()
                .options()
                .forEach(option -> known.put(option.longestName().substring("--".length()), option.longestName()));
        return known;
    }

    private String self() {
        return command().getCommandSpec().qualifiedName();
    }

    /** That its help shows, to follow what is said to be missing. */
    private String example() {
        return fault instanceof MissingParameterException
                ? Arrays.stream(command().getCommandSpec().usageMessage().description())
                        .filter(line -> line.startsWith(EXAMPLE))
                        .findFirst()
                        .map(line -> ", as in" + line.substring(1))
                        .orElse("")
                : "";
    }

    private CommandLine command() {
        return fault.getCommandLine();
    }
}
