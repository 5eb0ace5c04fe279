package dev.radin.worker;

import dev.radin.cache.InputFiles;
import dev.radin.fault.Counted;
import dev.radin.fault.Listing;
import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.protocol.Selection;
import dev.radin.store.Absent;
import dev.radin.store.FileFaults;
import dev.radin.store.Store;
import dev.radin.tensor.checkpoint.CheckpointNames;
import dev.radin.tensor.safetensors.ShardIndex;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What checkpoints stand in a folder that the resource names, as files and as sub-folders. */
final class ModelsFolder {

    private static final int NAMES_SHOWN = 4;

    private final Store store;
    private final InputFiles inputs;
    private final Selection.ModelsFrom from;
    private final Location folder;

    ModelsFolder(Store store, InputFiles inputs, Selection.ModelsFrom from) {
        this.store = store;
        this.inputs = inputs;
        this.from = from;
        this.folder = Location.of(from.uri()).folder();
    }

    /** @param note what was passed over, one sentence, for people; empty when nothing was */
    record Content(List<FoundModel> models, String note) {}

    /**
     * @param elsewhere places of what the resource names as something else
     * @throws RadinException {@code InputNotFound} when there is no such folder, or no checkpoint in it that matches
     */
    Content look(Set<String> elsewhere) {
        List<PathMatcher> globs = (from.include().isEmpty() ? List.of("*") : from.include())
                .stream()
                        .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob))
                        .toList();
        List<FoundModel> models = new ArrayList<>();
        List<String> passedOver = new ArrayList<>();
        List<String> files = store.list(folder);
        for (String file : files) {
            String uri = folder.child(file).toString();
            if (!matches(globs, file)) {
                continue;
            }
            if (elsewhere.contains(ModelsFrom.place(uri)) || isNone(file, uri) || isIndexOfOneFile(file, files)) {
                passedOver.add(Printable.of(file));
            } else {
                models.add(new FoundModel(from, file, CheckpointNames.stem(file), uri));
            }
        }
        for (String sub : store.folders(folder)) {
            Location uri = folder.child(sub).folder();
            if (matches(globs, sub) && store.list(uri).stream().anyMatch(CheckpointNames::isOfAFolder)) {
                models.add(new FoundModel(from, sub, sub, uri.toString()));
            }
        }
        String note = note(passedOver);
        if (models.isEmpty()) {
            requireFolder();
            throw new RadinException(
                    Reason.InputNotFound,
                    "spec.modelsFrom " + from.name() + ": no checkpoint in " + folder
                            + (from.include().isEmpty() ? "" : " matches " + String.join(" or ", from.include()))
                            + ", neither a file nor a folder that holds one"
                            + (note.isEmpty() ? "" : " (" + note + ")"));
        }
        return new Content(models, note);
    }

    private void requireFolder() {
        if (!store.folderExists(folder)) {
            RadinException absent = Absent.folder(store, folder, "name it in spec.models, or its folder here");
            throw new RadinException(
                    Reason.InputNotFound, "spec.modelsFrom " + from.name() + ": " + absent.getMessage());
        }
    }

    private String note(List<String> passedOver) {
        return passedOver.isEmpty()
                ? ""
                : Counted.of(passedOver.size(), "file") + " in " + folder
                        + " passed over, as the resource names them as something else, or no checkpoint has such a name or begins so: "
                        + Listing.of(passedOver, NAMES_SHOWN);
    }

    private boolean matches(List<PathMatcher> globs, String name) {
        try {
            Path path = Path.of(name);
            return globs.stream().anyMatch(glob -> glob.matches(path));
        } catch (InvalidPathException e) {
            throw FileFaults.unwritable(folder.child(name), e);
        }
    }

    /** A file whose name says nothing is looked into: a script beside the checkpoints is no damaged one. */
    private boolean isNone(String file, String uri) {
        return CheckpointNames.isNone(file) || !CheckpointNames.isOne(file) && !inputs.mayBeCheckpoint(uri);
    }

    /** Of shards that are there as one file too, which is preferred in every folder. */
    private static boolean isIndexOfOneFile(String file, List<String> files) {
        return ShardIndex.isName(file) && files.contains(ShardIndex.whole(file));
    }
}
