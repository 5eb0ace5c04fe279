package dev.radin.inference.torchscript;

import java.util.List;

/**
 * What PyTorch said when it failed: many lines of C++ frames and of TorchScript source, in which the last line of prose
 * is the reason.
 */
record EngineFault(String line, boolean memoryShort) {

    private static final int MAX_CHARACTERS = 300;

    static EngineFault of(Throwable failure) {
        String message = failure.getMessage() == null ? "" : failure.getMessage();
        List<String> lines = message.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !isFrame(line))
                .toList();
        String line = lines.isEmpty() ? failure.getClass().getSimpleName() : lines.get(lines.size() - 1);
        String memory =
                lines.stream().filter(EngineFault::saysMemory).findFirst().orElse("");
        String chosen = memory.isEmpty() ? line : memory;
        return new EngineFault(shortened(chosen), !memory.isEmpty());
    }

    private static boolean isFrame(String line) {
        return line.startsWith("frame #")
                || line.startsWith("Exception raised from")
                || line.startsWith("File \"")
                || line.startsWith("at ")
                || line.matches("[~^<\\- >]*(HERE)?");
    }

    private static boolean saysMemory(String line) {
        return line.contains("out of memory") || line.contains("can't allocate memory");
    }

    private static String shortened(String line) {
        String stripped = line.replaceFirst("^builtins\\.", "").replaceFirst("\\.$", "");
        return stripped.length() <= MAX_CHARACTERS ? stripped : stripped.substring(0, MAX_CHARACTERS) + "…";
    }
}
