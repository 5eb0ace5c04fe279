package dev.radin.worker;

import dev.radin.fault.Listing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was recognised in models' files; what holds for many of them is said once. */
final class ModelNotes {

    private static final int MODELS_NAMED = 3;

    private final Map<String, List<String>> byModel = new LinkedHashMap<>();

    void add(String model, List<String> notes) {
        if (!notes.isEmpty()) {
            byModel.put(model, List.copyOf(notes));
        }
    }

    Map<String, List<String>> byModel() {
        return byModel;
    }

    /** As {@code a: prefix "model." removed from all names}, or {@code a, b, c and 9 more: …}. */
    List<String> lines() {
        Map<String, List<String>> modelsByNote = new LinkedHashMap<>();
        byModel.forEach((model, notes) -> notes.forEach(note ->
                modelsByNote.computeIfAbsent(note, n -> new ArrayList<>()).add(model)));
        List<String> lines = new ArrayList<>();
        modelsByNote.forEach((note, models) -> lines.add(Listing.of(models, MODELS_NAMED) + ": " + note));
        return lines;
    }
}
