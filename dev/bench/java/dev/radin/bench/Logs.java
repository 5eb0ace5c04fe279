package dev.radin.bench;

import java.util.logging.Level;
import java.util.logging.Logger;

/** What libraries write to logs. */
final class Logs {

    private Logs() {}

    /** Else everything is kept for a program that never starts, and Amazon's SDK describes each request. */
    static void asOfTheProgram() {
        Logger.getLogger("").setLevel(Level.INFO);
    }
}
