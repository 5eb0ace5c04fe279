package dev.radin.store.oci;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.List;
import java.util.TreeMap;

/**
 * Files of layers that lie one over another: what a layer has hides what those below have by the same path, and in a container
 * image it may say by an empty file that one of theirs is gone (a whiteout, OCI Image 1.1).
 */
final class LayeredFiles {

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    /** Of one artifact. */
    private static final int MOST = 200_000;

    private final String uri;
    private final TreeMap<String, ArtifactFile> files = new TreeMap<>();

    /** @param uri of the artifact, for messages */
    LayeredFiles(String uri) {
        this.uri = uri;
    }

    Artifact artifact() {
        return new Artifact(files);
    }

    /** @throws RadinException {@code InvalidInput} where there are too many */
    void put(String path, ArtifactFile file) {
        removeBelow(path);
        for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
            files.remove(path.substring(0, slash));
        }
        files.put(path, file);
        if (files.size() > MOST) {
            throw new RadinException(
                    Reason.InvalidInput,
                    uri + ": holds more than " + MOST
                            + " files; push those that are needed as an artifact of their own");
        }
    }

    void putFolder(String path) {
        files.remove(path);
    }

    /** What the archive of a container image's next layer takes away from those that are here. */
    void takeAway(List<TarEntry> entries) {
        for (TarEntry entry : entries) {
            String name = entry.name();
            if (name.equals(OPAQUE)) {
                removeBelow(entry.folder());
            } else if (isWhiteout(name)) {
                String hidden = name.substring(WHITEOUT.length());
                String path = entry.folder().isEmpty() ? hidden : entry.folder() + "/" + hidden;
                files.remove(path);
                removeBelow(path);
            }
        }
    }

    static boolean isWhiteout(String name) {
        return name.startsWith(WHITEOUT);
    }

    private void removeBelow(String folder) {
        if (folder.isEmpty()) {
            files.clear();
        } else {
            files.subMap(folder + "/", folder + (char) ('/' + 1)).clear();
        }
    }
}
