package dev.radin.local;

import java.util.Locale;

/** Durations as people read them: {@code 3.2 s}, {@code 12 s}, {@code 4 min 05 s}, {@code 2 h 10 min}. */
final class Durations {

    private Durations() {}

    static String text(double seconds) {
        if (seconds < 9.95) {
            return String.format(Locale.ROOT, "%.1f s", seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? String.format(Locale.ROOT, "%d min %02d s", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d h %02d min", whole / 3600, whole % 3600 / 60);
    }
}
