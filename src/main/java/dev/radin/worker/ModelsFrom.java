package dev.radin.worker;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Selection;
import dev.radin.store.Store;
import dev.radin.tensor.safetensors.SiblingUris;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The models that a resource lists, or that stand in the folder it names. */
final class ModelsFrom {

    private static final int MOST_MODELS = 256;
    /** A status holds 255, the last one escaped and an ellipsis included. */
    private static final int MOST_NAME_CHARACTERS = 249;

    private final Store store;

    ModelsFrom(Store store) {
        this.store = store;
    }

    List<Selection.Model> resolve(Selection selection) {
        Selection.ModelsFrom from = selection.modelsFrom();
        if (from == null) {
            return selection.models();
        }
        URI folder = URI.create(from.uri().endsWith("/") ? from.uri() : from.uri() + "/");
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + from.include());
        Map<String, Selection.Model> models = new LinkedHashMap<>();
        for (String file : store.list(folder)) {
            if (matcher.matches(Path.of(file))) {
                Selection.Model model = new Selection.Model(
                        Printable.of(stem(file), MOST_NAME_CHARACTERS),
                        SiblingUris.of(folder, file).toString(),
                        null);
                Selection.Model twin = models.put(model.name(), model);
                if (twin != null) {
                    throw new RadinException(
                            Reason.InvalidSpec,
                            "spec.modelsFrom: " + twin.uri() + " and " + model.uri() + " would both be named "
                                    + model.name() + "; narrow include, or list the models");
                }
            }
        }
        if (models.size() < 2 || models.size() > MOST_MODELS) {
            throw new RadinException(
                    models.isEmpty() ? Reason.InputNotFound : Reason.InvalidSpec,
                    "spec.modelsFrom: " + models.size() + " files in " + folder + " match " + from.include() + "; 2 to "
                            + MOST_MODELS + " are needed");
        }
        return List.copyOf(models.values());
    }

    private static String stem(String file) {
        int dot = file.lastIndexOf('.');
        return dot > 0 ? file.substring(0, dot) : file;
    }
}
