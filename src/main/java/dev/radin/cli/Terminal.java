package dev.radin.cli;

import java.util.OptionalInt;

/** What the launcher script found out about the terminal, which Java cannot ask about stderr alone. */
final class Terminal {

    private Terminal() {}

    /** The width when stderr is a terminal that can be redrawn; empty for a pipe or a file. */
    static OptionalInt columns() {
        String columns = System.getProperty("radin.terminal", "plain");
        return columns.matches("\\d{1,4}") ? OptionalInt.of(Integer.parseInt(columns)) : OptionalInt.empty();
    }
}
