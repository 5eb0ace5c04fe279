package dev.radin.store.oci;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The files of an artifact, whatever layers they are in.
 *
 * @param files by their paths, with links among them
 */
record Artifact(NavigableMap<String, ArtifactFile> files) {

    /** @throws RadinException {@code InvalidInput} for a link */
    Optional<ArtifactFile> file(String uri, String path) {
        Optional<ArtifactFile> file = Optional.ofNullable(files.get(path));
        if (file.isPresent() && file.get().isLink()) {
            throw new RadinException(
                    Reason.InvalidInput,
                    uri + ": is a link, and links in archives are not followed; name the file it leads to");
        }
        return file;
    }

    /** Names directly in a folder, sorted; of files, or of folders. */
    List<String> names(String folder, boolean folders) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        TreeSet<String> names = new TreeSet<>();
        files.tailMap(prefix).forEach((path, file) -> {
            String rest = path.startsWith(prefix) ? path.substring(prefix.length()) : "";
            int slash = rest.indexOf('/');
            if (!rest.isEmpty() && !file.isLink() && folders == slash > 0) {
                names.add(slash < 0 ? rest : rest.substring(0, slash));
            }
        });
        return List.copyOf(names);
    }
}
