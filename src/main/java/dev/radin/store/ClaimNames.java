package dev.radin.store;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** {@code pvc://claim/path}: a file on the volume of a PersistentVolumeClaim, which is mounted in a folder of its name. */
final class ClaimNames implements FileNames {

    private final Path mounts;

    /** @param mounts the folder that has one of each claim */
    ClaimNames(Path mounts) {
        this.mounts = mounts.toAbsolutePath().normalize();
    }

    @Override
    public Path path(Location uri) {
        try {
            Path claim = mounts.resolve(uri.authority());
            Path path = claim.resolve("." + uri.plainPath()).normalize();
            if (!claim.normalize().getParent().equals(mounts) || !path.startsWith(claim)) {
                throw new RadinException(Reason.InvalidSpec, uri + ": leads out of its claim; write it without ..");
            }
            return path;
        } catch (InvalidPathException e) {
            throw FileFaults.unwritable(uri, e);
        }
    }

    @Override
    public String text(Path path) {
        String root = mounts.toUri().getRawPath();
        String raw = path.toUri().getRawPath();
        return Location.CLAIM + "://" + raw.substring(root.endsWith("/") ? root.length() : root.length() + 1);
    }
}
