package dev.radin.dataset.convert;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.FileFaults;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** How converters name local files in messages, and what a failed read means. */
final class LocalFile {

    private LocalFile() {}

    static String uri(Path path) {
        return "file://" + path.toAbsolutePath().normalize().toUri().getRawPath();
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

    static RadinException unreadable(Path path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new RadinException(Reason.InputNotFound, uri(path) + ": no such file or folder; check the path", e);
        }
        if (e instanceof NotDirectoryException) {
            return new RadinException(Reason.InvalidInput, uri(path) + ": is a file, not a folder", e);
        }
        String words = FileFaults.describe(e);
        return e instanceof AccessDeniedException
                ? new RadinException(Reason.InputForbidden, uri(path) + ": " + words + "; make it readable", e)
                : new RadinException(Reason.InvalidInput, uri(path) + ": cannot be read: " + words, e);
    }
}
