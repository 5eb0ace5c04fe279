package dev.radin.dataset.convert;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.store.FileFaults;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How converters name local files in messages, and what a failed read means. */
final class LocalFile {

    private LocalFile() {}

    static String uri(Path path) {
        return Location.of(path.toAbsolutePath().normalize()).toString();
    }

    static RadinException invalid(Path path, String problem) {
        return new RadinException(Reason.InvalidInput, uri(path) + ": " + problem);
    }

    /** Opening a pipe would wait for whoever writes to it. */
    static void requireFile(Path path) {
        if (Files.exists(path) && !Files.isRegularFile(path)) {
            throw invalid(path, FileFaults.otherThanFile(path));
        }
    }

    static void requireFolder(Path path) {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw invalid(path, "is a file, not a folder");
        }
    }

    /** A path that cannot be read is told as everywhere; a file that ends or is packed wrongly is at fault itself. */
    static RadinException unreadable(Path path, IOException e) {
        return e instanceof FileSystemException
                ? FileFaults.reading(uri(path), e)
                : new RadinException(Reason.InvalidInput, uri(path) + ": cannot be read: " + FileFaults.describe(e), e);
    }
}
