package dev.radin.inference.external;

import dev.radin.fault.Printable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * How a program is started and watched.
 *
 * @param command the program and its arguments
 * @param folder the one it works in
 * @param deadline of a pass
 * @param log is told what the program says beside its answers, line by line, by threads of its own
 */
public record ProgramCommand(List<String> command, Path folder, Duration deadline, Consumer<String> log) {

    private static final int SHOWN = 80;

    /** As messages call it. */
    String title() {
        return "the evaluator \"" + Printable.of(String.join(" ", command), SHOWN) + "\"";
    }
}
