package dev.radin.inference.external;

import dev.radin.fault.Printable;
import java.util.ArrayDeque;
import java.util.Deque;

/** The last lines that a program has said, to be quoted when it fails. */
final class LastWords {

    private static final int LINES = 3;
    private static final int LINE_CHARACTERS = 300;

    private final Deque<String> lines = new ArrayDeque<>();

    synchronized void add(String line) {
        if (line.isBlank()) {
            return;
        }
        if (lines.size() == LINES) {
            lines.removeFirst();
        }
        lines.addLast(Printable.of(line.strip(), LINE_CHARACTERS));
    }

    /** As a clause that follows a message. */
    synchronized String quoted() {
        return lines.isEmpty() ? "; it said nothing" : "; it last said: " + String.join(" | ", lines);
    }
}
