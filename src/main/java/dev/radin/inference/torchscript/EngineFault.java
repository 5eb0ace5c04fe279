package dev.radin.inference.torchscript;

import dev.radin.fault.Printable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What PyTorch said when it failed: many lines of C++ frames, of TorchScript source and of tables of its operators, in which
 * the last line of prose is the reason, or the last that names an error with what follows it.
 *
 * @param elsewhere whether the network computes on a device that this process does not use
 */
record EngineFault(String line, boolean memoryShort, boolean elsewhere) {

    private static final Pattern ELSEWHERE =
            Pattern.compile("(?i)from the 'cuda[^']*' backend|not compiled with cuda|no nvidia driver|no cuda gpus"
                    + "|expected all tensors to be on the same device|cuda is not available|cuda driver");

    /** Its message may have several lines. */
    private static final Pattern ERROR = Pattern.compile("[\\w.]*(Error|Exception): .*");

    private static final int MAX_CHARACTERS = 300;

    static EngineFault of(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        List<String> lines = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !isFrame(line))
                .toList();
        String line = lines.isEmpty() ? failure.getClass().getSimpleName() : reason(lines);
        String memory =
                lines.stream().filter(EngineFault::saysMemory).findFirst().orElse("");
        String elsewhere = lines.stream()
                .filter(prose -> ELSEWHERE.matcher(prose).find())
                .findFirst()
                .orElse("");
        String chosen = !memory.isEmpty() ? memory : !elsewhere.isEmpty() ? firstSentence(elsewhere) : line;
        return new EngineFault(shortened(chosen), !memory.isEmpty(), memory.isEmpty() && !elsewhere.isEmpty());
    }

    private static String reason(List<String> lines) {
        for (int i = lines.size() - 1; i >= 0; i--) {
            if (ERROR.matcher(lines.get(i)).matches()) {
                return String.join(" ", lines.subList(i, lines.size()));
            }
        }
        return lines.get(lines.size() - 1);
    }

    private static boolean isFrame(String line) {
        return line.startsWith("frame #")
                || line.startsWith("Exception raised from")
                || line.startsWith("File \"")
                || line.startsWith("at ")
                || line.contains(": registered at ")
                || line.contains(": fallthrough registered at ")
                || line.matches("[~^<\\- >]*(HERE)?");
    }

    private static String firstSentence(String line) {
        int end = line.indexOf(". ");
        return end < 0 ? line : line.substring(0, end);
    }

    private static boolean saysMemory(String line) {
        return line.contains("out of memory") || line.contains("can't allocate memory");
    }

    private static String shortened(String line) {
        String stripped = line.replaceFirst("^builtins\\.", "").replaceFirst("\\.$", "");
        return Printable.of(stripped, MAX_CHARACTERS);
    }
}
