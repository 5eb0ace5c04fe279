package dev.radin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.Pages;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The commands that pages and help texts show are there, with the options that they are shown with. */
class NamedCommandsTest {

    private static final Pattern SHOWN = Pattern.compile("^ *(?:\\./)?radin ([^#|&>]+)");
    private static final Pattern NAMED = Pattern.compile("`(?:\\./)?radin ([^`#|&>]+)");

    private final CommandLine radin = Radin.commandLine();

    @Test
    void everyCommandThatAPageShowsIsThere() {
        List<String> shown = new ArrayList<>();
        List<String> wrong = new ArrayList<>();
        for (Path page : Pages.all()) {
            Stream.concat(
                            Pages.code(page).stream().flatMap(line -> matches(SHOWN, line)),
                            matches(NAMED, Pages.prose(page)))
                    .peek(shown::add)
                    .filter(arguments -> !isThere(arguments))
                    .forEach(arguments -> wrong.add(page + ": radin " + arguments));
        }

        assertThat(shown).hasSizeGreaterThan(50);
        assertThat(wrong).isEmpty();
    }

    @Test
    void everyCommandThatAHelpTextShowsIsThere() {
        List<String> shown = new ArrayList<>();
        each(radin, command -> command.getUsageMessage(CommandLine.Help.Ansi.OFF)
                .lines()
                .flatMap(line -> matches(SHOWN, line))
                .forEach(shown::add));

        assertThat(shown).hasSizeGreaterThan(10).allMatch(this::isThere);
    }

    private static void each(CommandLine command, Consumer<CommandLine> action) {
        action.accept(command);
        command.getSubcommands().values().forEach(sub -> each(sub, action));
    }

    private static Stream<String> matches(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group(1).strip());
    }

    private boolean isThere(String arguments) {
        CommandLine command = radin;
        for (String word : arguments.split("\\s+")) {
            if (word.startsWith("-")) {
                if (!word.equals("-")
                        && !command.getCommandSpec().optionsMap().containsKey(word.replaceFirst("=.*", ""))) {
                    return false;
                }
            } else if (!command.getSubcommands().isEmpty()) {
                command = command.getSubcommands().get(word);
                if (command == null) {
                    return false;
                }
            }
        }
        return true;
    }
}
