package dev.radin.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A program of the user's that makes the passes.
 *
 * @param image of its container, as the resource has it; null where there is none
 * @param command the program and its arguments
 * @param version another one when its results change
 * @param mode how it is told of passes
 * @param passDeadlineSeconds after which a pass that has not ended is given up
 * @param produces what it writes of a pass; null for logits
 */
public record Evaluator(
        String image, List<String> command, String version, Mode mode, int passDeadlineSeconds, Produces produces) {

    /** How a program is told of passes. */
    public enum Mode {
        /** It is started once and reads a line for each pass. */
        Serve,
        /** It is started for each pass, which its arguments name. */
        OncePerPass
    }

    /** What a program writes of a pass. */
    public enum Produces {
        /** [examples, classes]. */
        Logits,
        /** [examples]: how good each was, higher is better. */
        Scores
    }

    private static final String FORMAT = "radin evaluator 1";

    public Evaluator {
        Objects.requireNonNull(command);
        Objects.requireNonNull(version);
        Objects.requireNonNull(mode);
    }

    /** Of logits. */
    public Evaluator(String image, List<String> command, String version, Mode mode, int passDeadlineSeconds) {
        this(image, command, version, mode, passDeadlineSeconds, null);
    }

    public boolean givesScores() {
        return produces == Produces.Scores;
    }

    /**
     * {@code sha256:<hex>} of what decides its results, as far as anybody can say: image, command, version and what it writes,
     * letter by letter. How it is told of passes and for how long it is waited for is no part of it.
     */
    public String identity() {
        List<String> lines = new ArrayList<>();
        lines.add(FORMAT);
        lines.add(image == null ? "no image" : line("image", image));
        lines.add(line("version", version));
        command.forEach(argument -> lines.add(line("argument", argument)));
        if (givesScores()) {
            lines.add("produces scores");
        }
        return "sha256:" + Hash.sha256(lines);
    }

    /** With its length, as a text may hold line ends. */
    private static String line(String what, String text) {
        return what + " " + text.length() + " " + text;
    }
}
