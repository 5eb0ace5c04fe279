package dev.radin.tensor.checkpoint;

import dev.radin.fault.Listing;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Store;
import dev.radin.tensor.safetensors.SiblingUris;
import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** Which file of a folder is the checkpoint, by the names that libraries give theirs. */
final class CheckpointFolder {

    private static final String INDEX_SUFFIX = ".safetensors.index.json";
    private static final Pattern INDEX = Pattern.compile(".+" + Pattern.quote(INDEX_SUFFIX));
    private static final Pattern SHARD = Pattern.compile(".+-\\d{5}-of-\\d{5}\\.safetensors");
    private static final Pattern SAFETENSORS = Pattern.compile("(?!" + SHARD.pattern() + ").+\\.safetensors");
    private static final Pattern TORCH_SHARD = Pattern.compile(".+-\\d{5}-of-\\d{5}\\.(pt|pth|bin)");
    private static final Pattern TORCH = Pattern.compile(".+\\.(pt|pth|bin|ckpt)");
    private static final int NAMES_SHOWN = 4;

    private final Store store;

    CheckpointFolder(Store store) {
        this.store = store;
    }

    static boolean isIndex(String fileName) {
        return fileName.endsWith(INDEX_SUFFIX);
    }

    /** The file or index that a URI stands for. It exists, unless it is a file that nothing exists for. */
    URI resolve(URI uri) {
        boolean saysFolder = uri.getPath().endsWith("/");
        if (!saysFolder && store.stat(uri).isPresent()) {
            return uri;
        }
        URI folder = saysFolder ? uri : URI.create(uri + "/");
        List<String> names = store.list(folder);
        if (names.isEmpty()) {
            throw new RadinException(
                    Reason.InputNotFound,
                    uri + (saysFolder ? ": no such folder, or an empty one" : ": no such file")
                            + "; check the path, or copy the checkpoint there");
        }
        return SiblingUris.of(folder, choose(folder, names));
    }

    private static String choose(URI folder, List<String> names) {
        if (names.contains("model.safetensors")) {
            return "model.safetensors";
        }
        List<String> indexes = matching(names, INDEX);
        List<String> files = matching(names, SAFETENSORS);
        if (!indexes.isEmpty() || !files.isEmpty()) {
            return onlyOne(folder, indexes.isEmpty() ? files : indexes, "model" + INDEX_SUFFIX);
        }
        if (!matching(names, SHARD).isEmpty()) {
            throw new RadinException(
                    Reason.InputNotFound,
                    folder + "model" + INDEX_SUFFIX + " does not exist, but the folder holds shards. Copy the index"
                            + " there too.");
        }
        if (!matching(names, TORCH_SHARD).isEmpty()) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    folder + " holds a PyTorch checkpoint in shards, which cannot be read. Save it as safetensors"
                            + " (save_pretrained with safe_serialization=True), or as one file.");
        }
        List<String> torch = matching(names, TORCH).stream()
                .filter(name -> !TrainerFiles.include(name))
                .toList();
        if (torch.isEmpty()) {
            throw new RadinException(
                    Reason.InputNotFound,
                    folder + " holds no checkpoint, only " + Listing.of(names, NAMES_SHOWN) + ". Check the path.");
        }
        return onlyOne(folder, torch, "pytorch_model.bin");
    }

    private static String onlyOne(URI folder, List<String> candidates, String conventional) {
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

    private static List<String> matching(List<String> names, Pattern pattern) {
        return names.stream().filter(name -> pattern.matcher(name).matches()).toList();
    }
}
