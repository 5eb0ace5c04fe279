package dev.radin.cli;

import dev.radin.local.TerminalDisplay;
import java.io.PrintWriter;

/** How far a single long step is, on a terminal; silent elsewhere. */
final class PercentLine {

    private final PrintWriter out;
    private final String what;
    private final long total;
    private final boolean terminal;
    private int shown = -1;

    PercentLine(PrintWriter out, String what, long total) {
        this.out = out;
        this.what = what;
        this.total = total;
        this.terminal = TerminalDisplay.columns().isPresent();
    }

    void reached(long amount) {
        int percent = total == 0 ? 100 : (int) (100 * amount / total);
        if (terminal && percent != shown) {
            shown = percent;
            out.print("\r" + what + " " + percent + " %\u001b[K");
            out.flush();
        }
    }

    void done() {
        if (terminal) {
            out.print("\r\u001b[K");
            out.flush();
        }
    }
}
