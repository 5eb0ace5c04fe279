package dev.radin.report;

import dev.radin.protocol.Inspection;
import java.util.Locale;

/** What is said of tensors that differ far more between models than the others do, once soups have turned out not to hold. */
final class ApartTensorsNote {

    private static final int NAMED = 3;

    private ApartTensorsNote() {}

    /** Short, as a part of the verdict. */
    static String clause(Inspection.Apart apart) {
        return names(apart) + (apart.count() == 1 ? " differs " : " differ ") + times(apart.factor())
                + " times as much between models as their other weights, relative to their size";
    }

    /** What it means, and what to do. */
    static String note(Inspection.Apart apart) {
        return clause(apart) + " and " + (apart.count() == 1 ? "is" : "are")
                + " as good as unrelated, as if each model had begun with "
                + (apart.count() == 1 ? "one of its own" : "those of its own")
                + ": such weights cannot be averaged. Were the heads trained apart? Let all runs begin with one"
                + " checkpoint that has them";
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
