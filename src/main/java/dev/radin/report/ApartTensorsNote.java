package dev.radin.report;

import dev.radin.fault.Printable;
import dev.radin.fault.Truncation;
import dev.radin.protocol.Inspection;
import dev.radin.tensor.average.ApartTensors;
import java.util.Locale;

/** What is said of tensors that differ far more between models than the others do. */
public final class ApartTensorsNote {

    private static final int NAMED = 3;
    private static final int KEPT = 8;
    private static final int LONGEST_NAME = 100;

    private static final String ADVICE =
            "Were the heads trained apart? Let all runs begin with one checkpoint that has them";

    private ApartTensorsNote() {}

    /** As many as an inspection keeps, printable. */
    public static Inspection.Apart told(ApartTensors apart) {
        return new Inspection.Apart(
                apart.names().stream()
                        .limit(KEPT)
                        .map(name -> Truncation.toCharacters(Printable.of(name), LONGEST_NAME))
                        .toList(),
                apart.names().size(),
                apart.factor());
    }

    /** Short, as a part of the verdict. */
    static String clause(Inspection.Apart apart) {
        return names(apart) + (apart.count() == 1 ? " differs " : " differ ") + times(apart.factor())
                + " times as much between models as their other weights, relative to their size";
    }

    /** What it means where soups have turned out not to hold, and what to do. */
    static String note(Inspection.Apart apart) {
        return appearance(apart) + ": such weights cannot be averaged. " + ADVICE;
    }

    /** What to expect of soups that nobody has evaluated, and what to do. */
    public static String warning(Inspection.Apart apart) {
        return appearance(apart) + ": soups of such weights may be worth nothing. " + ADVICE + ".";
    }

    private static String appearance(Inspection.Apart apart) {
        return clause(apart) + " and " + (apart.count() == 1 ? "is" : "are")
                + " as good as unrelated, as if each model had begun with "
                + (apart.count() == 1 ? "one of its own" : "those of its own");
    }

    private static String names(Inspection.Apart apart) {
        int shown = Math.min(NAMED, apart.tensors().size());
        String names = String.join(", ", apart.tensors().subList(0, shown));
        return apart.count() > shown ? names + " and " + (apart.count() - shown) + " more" : names;
    }

    private static String times(double factor) {
        return String.format(Locale.ROOT, factor < 10 ? "%.1f" : "%.0f", factor);
    }
}
