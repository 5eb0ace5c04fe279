package dev.radin.cli;

import picocli.CommandLine.Option;

/** Which weights of the checkpoints' files are meant. */
final class KeyOption {

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "Which of several weights in a file: the key of a state dict (ema), or what names of tensors begin with"
                            + " (teacher.).")
    private String key;

    /** As {@link dev.radin.tensor.StateDictKey} says; null for the usual ones. */
    String key() {
        return key;
    }
}
