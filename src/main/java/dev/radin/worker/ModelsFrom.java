package dev.radin.worker;

import dev.radin.cache.InputFiles;
import dev.radin.fault.Counted;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.location.OwnName;
import dev.radin.protocol.Selection;
import dev.radin.store.Store;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The models that a resource lists, and those that stand in the folders it names. */
final class ModelsFrom {

    private final Store store;
    private final InputFiles inputs;

    ModelsFrom(Store store, InputFiles inputs) {
        this.store = store;
        this.inputs = inputs;
    }

    /** @param notes what was passed over, one sentence a folder, for people */
    record Resolved(List<Selection.Model> models, List<String> notes) {}

    /**
     * A checkpoint is one model, whether it is listed, found, or found twice in folders that overlap; of several state dicts
     * in a file, folders that ask for different ones give one each.
     *
     * @throws RadinException {@code InputNotFound} when a folder holds no checkpoint, {@code InvalidSpec} when all together
     *     are too few or too many
     */
    Resolved resolve(Selection selection) {
        List<Selection.Model> listed = selection.models();
        if (selection.modelsFrom().isEmpty()) {
            return new Resolved(listed, List.of());
        }
        Set<String> elsewhere = namedElsewhere(selection);
        Set<String> listedPlaces =
                listed.stream().map(model -> place(model.uri())).collect(Collectors.toSet());
        Map<Checkpoint, FoundModel> found = new LinkedHashMap<>();
        List<String> notes = new ArrayList<>();
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Selection.ModelsFrom from : inOrder(selection.modelsFrom())) {
            ModelsFolder.Content content = new ModelsFolder(store, inputs, from).look(elsewhere);
            counts.put(from.name(), content.models().size());
            content.models().stream()
                    .filter(model -> !listedPlaces.contains(place(model.uri())))
                    .forEach(
                            model -> found.putIfAbsent(new Checkpoint(place(model.uri()), from.stateDictKey()), model));
            if (!content.note().isEmpty()) {
                notes.add(content.note());
            }
        }
        requireFitting(listed.size(), found.size(), counts, notes);
        return new Resolved(FoundNames.models(listed, List.copyOf(found.values())), notes);
    }

    private record Checkpoint(String place, String stateDictKey) {}

    /** So that the order in the resource does not matter. */
    private static List<Selection.ModelsFrom> inOrder(List<Selection.ModelsFrom> folders) {
        return folders.stream()
                .sorted(Comparator.comparing(Selection.ModelsFrom::name))
                .toList();
    }

    private static void requireFitting(int listed, int found, Map<String, Integer> counts, List<String> notes) {
        int models = listed + found;
        if (models >= 2 && models <= Selection.MOST_MODELS) {
            return;
        }
        String folders = counts.entrySet().stream()
                .map(folder -> folder.getValue() + " found by " + folder.getKey())
                .collect(Collectors.joining(", "));
        throw new RadinException(
                Reason.InvalidSpec,
                "spec.modelsFrom: " + Counted.of(models, "model") + " in all ("
                        + (listed == 0 ? "" : listed + " listed, ") + folders + "); 2 to " + Selection.MOST_MODELS
                        + " are needed. Files count, and sub-folders that hold a checkpoint."
                        + (notes.isEmpty() ? "" : " " + String.join("; ", notes)));
    }

    private static Set<String> namedElsewhere(Selection selection) {
        Set<String> places = new HashSet<>();
        if (selection.architecture() != null) {
            places.add(place(selection.architecture().uri()));
        }
        Stream.concat(selection.validation().stream(), selection.test().stream())
                .map(Selection.Dataset::uri)
                .filter(uri -> !OwnName.is(uri))
                .forEach(uri -> places.add(place(uri)));
        Optional.ofNullable(selection.base()).ifPresent(base -> places.add(place(base.uri())));
        Optional.ofNullable(selection.calibration()).ifPresent(dataset -> places.add(place(dataset.uri())));
        return places;
    }

    static String place(String uri) {
        return Location.of(uri).place();
    }
}
