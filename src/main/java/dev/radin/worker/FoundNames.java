package dev.radin.worker;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Selection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What models that were found in folders are called: after their file, and where a listed model or another one would be
 * called so too, by the entry and the whole name of the file, as {@code sweep/a.pt}. No listed name holds a slash.
 */
final class FoundNames {

    /** A status holds 255, the last one escaped and an ellipsis included. */
    private static final int MOST_CHARACTERS = 249;

    private FoundNames() {}

    /**
     * The listed models, then the found ones by their names, which depend on no order.
     *
     * @throws RadinException {@code InvalidSpec} when two would still be called alike, as names are cut that are too long
     */
    static List<Selection.Model> models(List<Selection.Model> listed, List<FoundModel> found) {
        Map<String, Long> users =
                found.stream().collect(Collectors.groupingBy(FoundModel::stem, Collectors.counting()));
        listed.forEach(model -> users.merge(model.name(), 1L, Long::sum));
        Map<String, Selection.Model> models = new LinkedHashMap<>();
        listed.forEach(model -> models.put(model.name(), model));
        for (FoundModel one : found) {
            String name = users.get(one.stem()) == 1 ? one.stem() : one.from().name() + "/" + one.file();
            Selection.Model model = new Selection.Model(
                    Printable.of(name, MOST_CHARACTERS),
                    one.uri(),
                    null,
                    one.from().stateDictKey());
            Selection.Model twin = models.put(model.name(), model);
            if (twin != null) {
                throw new RadinException(
                        Reason.InvalidSpec,
                        "spec.modelsFrom " + one.from().name() + ": " + twin.uri() + " and " + model.uri()
                                + " would both be named " + model.name()
                                + "; list them in spec.models, or narrow include");
            }
        }
        return List.copyOf(models.values());
    }
}
