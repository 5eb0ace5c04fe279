package dev.radin.worker;

import dev.radin.cache.InputFiles;
import dev.radin.fault.Listing;
import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Selection;
import dev.radin.store.Store;
import dev.radin.tensor.checkpoint.CheckpointNames;
import dev.radin.tensor.safetensors.ShardIndex;
import dev.radin.tensor.safetensors.SiblingUris;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The models that a resource lists, or that stand in the folder it names. */
final class ModelsFrom {

    private static final int MOST_MODELS = 256;
    /** A status holds 255, the last one escaped and an ellipsis included. */
    private static final int MOST_NAME_CHARACTERS = 249;

    private static final int NAMES_SHOWN = 4;

    private final Store store;
    private final InputFiles inputs;

    ModelsFrom(Store store, InputFiles inputs) {
        this.store = store;
        this.inputs = inputs;
    }

    /** @param notes what was passed over, one sentence, for people */
    record Resolved(List<Selection.Model> models, List<String> notes) {}

    Resolved resolve(Selection selection) {
        Selection.ModelsFrom from = selection.modelsFrom();
        if (from == null) {
            return new Resolved(selection.models(), List.of());
        }
        URI folder = URI.create(from.uri().endsWith("/") ? from.uri() : from.uri() + "/");
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + from.include());
        Set<URI> elsewhere = namedElsewhere(selection);
        Map<String, Selection.Model> models = new LinkedHashMap<>();
        List<String> passedOver = new ArrayList<>();
        List<String> files = store.list(folder);
        for (String file : files) {
            String uri = SiblingUris.of(folder, file).toString();
            if (!matcher.matches(Path.of(file))) {
                continue;
            }
            if (elsewhere.contains(place(uri)) || isNone(file, uri) || isIndexOfOneFile(file, files)) {
                passedOver.add(Printable.of(file));
            } else {
                add(models, CheckpointNames.stem(file), uri, from.stateDictKey());
            }
        }
        for (String sub : store.folders(folder)) {
            URI uri = URI.create(SiblingUris.of(folder, sub) + "/");
            if (matcher.matches(Path.of(sub)) && store.list(uri).stream().anyMatch(CheckpointNames::isOfAFolder)) {
                add(models, sub, uri.toString(), from.stateDictKey());
            }
        }
        String seen = passedOver.isEmpty()
                ? ""
                : passedOver.size() + (passedOver.size() == 1 ? " file in " : " files in ") + folder
                        + " passed over, as the resource names them as something else, or no checkpoint has such a name or begins so: "
                        + Listing.of(passedOver, NAMES_SHOWN);
        if (models.size() < 2 || models.size() > MOST_MODELS) {
            throw new RadinException(
                    models.isEmpty() ? Reason.InputNotFound : Reason.InvalidSpec,
                    "spec.modelsFrom: " + models.size() + " checkpoints in " + folder + " match " + from.include()
                            + ", files and folders that hold one; 2 to " + MOST_MODELS + " are needed"
                            + (seen.isEmpty() ? "" : " (" + seen + ")"));
        }
        return new Resolved(List.copyOf(models.values()), seen.isEmpty() ? List.of() : List.of(seen));
    }

    /** A file whose name says nothing is looked into: a script beside the checkpoints is no damaged one. */
    private boolean isNone(String file, String uri) {
        return CheckpointNames.isNone(file) || !CheckpointNames.isOne(file) && !inputs.mayBeCheckpoint(uri);
    }

    /** Of shards that are there as one file too, which is preferred in every folder. */
    private static boolean isIndexOfOneFile(String file, List<String> files) {
        return ShardIndex.isName(file) && files.contains(ShardIndex.whole(file));
    }

    private static void add(Map<String, Selection.Model> models, String name, String uri, String key) {
        Selection.Model model = new Selection.Model(Printable.of(name, MOST_NAME_CHARACTERS), uri, null, key);
        Selection.Model twin = models.put(model.name(), model);
        if (twin != null) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "spec.modelsFrom: " + twin.uri() + " and " + model.uri() + " would both be named " + model.name()
                            + "; narrow include, or list the models");
        }
    }

    private static Set<URI> namedElsewhere(Selection selection) {
        Set<URI> places = new HashSet<>(Set.of(place(selection.architecture().uri())));
        selection.validation().forEach(dataset -> places.add(place(dataset.uri())));
        selection.test().forEach(dataset -> places.add(place(dataset.uri())));
        return places;
    }

    /** The same for {@code file:///a/b}, {@code file:///a/./b} and {@code file:///a/c/../b}. */
    private static URI place(String uri) {
        return URI.create(uri).normalize();
    }
}
