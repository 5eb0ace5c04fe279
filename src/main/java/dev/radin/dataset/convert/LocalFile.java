package dev.radin.dataset.convert;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
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

    static RadinException unreadable(Path path, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new RadinException(Reason.InputNotFound, uri(path) + ": no such file or folder", e);
        }
        if (e instanceof NotDirectoryException) {
            return new RadinException(Reason.InvalidInput, uri(path) + ": is a file, not a folder", e);
        }
        if (e instanceof AccessDeniedException) {
            return new RadinException(Reason.InputForbidden, uri(path) + ": permission denied; make it readable", e);
        }
        String detail = e instanceof FileSystemException f && f.getReason() != null ? f.getReason() : e.getMessage();
        return new RadinException(Reason.InvalidInput, uri(path) + ": cannot be read: " + detail, e);
    }
}
