package dev.radin.tensor.checkpoint;

import dev.radin.fault.Listing;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.Absent;
import dev.radin.store.Store;
import dev.radin.tensor.safetensors.ShardIndex;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Which file of a folder is the checkpoint, by the names that libraries give theirs. */
final class CheckpointFolder {

    /**
     * How the files of one format are called.
     *
     * @param conventional the checkpoint's name when it is one file, which is preferred to all others
     * @param file a whole checkpoint or a shard
     */
    private record Names(String conventional, Predicate<String> file) {}

    /** In the order in which they are looked for. */
    private static final List<Names> FORMATS = List.of(
            new Names(CheckpointNames.SAFETENSORS, CheckpointNames::isSafetensors),
            new Names(CheckpointNames.PYTORCH, CheckpointNames::isPyTorch));

    private static final int NAMES_SHOWN = 4;

    private final Store store;

    CheckpointFolder(Store store) {
        this.store = store;
    }

    /** The file or index that a URI stands for. It exists, unless it is a file that nothing exists for. */
    Location resolve(Location uri) {
        boolean saysFolder = uri.isFolder();
        if (!saysFolder && store.stat(uri).isPresent()) {
            return uri;
        }
        List<String> names = store.list(uri);
        if (names.isEmpty() && !store.folderExists(uri)) {
            throw saysFolder ? Absent.folder(uri) : Absent.file(uri);
        }
        Location folder = uri.folder();
        return FORMATS.stream()
                .flatMap(format -> choose(folder, names, format).stream())
                .findFirst()
                .map(name -> folder.child(name))
                .orElseThrow(() -> withoutCheckpoint(folder, names));
    }

    private RadinException withoutCheckpoint(Location folder, List<String> files) {
        List<String> content = Stream.concat(
                        files.stream(), store.folders(folder).stream().map(name -> name + "/"))
                .toList();
        return new RadinException(
                Reason.InputNotFound,
                folder
                        + (content.isEmpty()
                                ? ": this folder is empty"
                                : " holds no checkpoint, only " + Listing.of(content, NAMES_SHOWN))
                        + ". Check the path: a model's folder holds "
                        + CheckpointNames.SAFETENSORS + ", " + CheckpointNames.PYTORCH
                        + ", another checkpoint, or shards with their index.");
    }

    private static Optional<String> choose(Location folder, List<String> names, Names format) {
        if (names.contains(format.conventional)) {
            return Optional.of(format.conventional);
        }
        List<String> files = names.stream().filter(format.file).toList();
        List<String> indexes = names.stream()
                .filter(ShardIndex::isName)
                .filter(name -> format.file.test(ShardIndex.whole(name)))
                .toList();
        List<String> whole =
                files.stream().filter(name -> !CheckpointNames.isShard(name)).toList();
        String conventionalIndex = ShardIndex.of(format.conventional);
        if (!indexes.isEmpty() || !whole.isEmpty()) {
            return Optional.of(onlyOne(folder, indexes.isEmpty() ? whole : indexes, conventionalIndex));
        }
        if (!files.isEmpty()) {
            throw new RadinException(
                    Reason.InputNotFound,
                    folder.child(conventionalIndex) + " does not exist, but the folder holds shards. Copy the index"
                            + " there too.");
        }
        return Optional.empty();
    }

    private static String onlyOne(Location folder, List<String> candidates, String conventional) {
        if (candidates.contains(conventional)) {
            return conventional;
        }
        if (candidates.size() > 1) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    folder + " holds several checkpoints: " + Listing.of(candidates, NAMES_SHOWN)
                            + ". Name one of the files.");
        }
        return candidates.get(0);
    }
}
