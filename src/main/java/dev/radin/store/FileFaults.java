package dev.radin.store;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;

/** What a file system's refusals mean to a user. */
final class FileFaults {

    private FileFaults() {}

    static RadinException reading(String uri, IOException e) {
        if (e instanceof NoSuchFileException) {
            return fault(Reason.InputNotFound, uri, "no such file", e);
        }
        if (e instanceof AccessDeniedException) {
            return fault(
                    Reason.InputForbidden,
                    uri,
                    "permission denied for user " + System.getProperty("user.name") + "; make it readable",
                    e);
        }
        return fault(Reason.StorageFailed, uri, "cannot be read: " + detail(e), e);
    }

    static RadinException writing(String uri, IOException e) {
        String detail = detail(e);
        if (detail.contains("No space left") || detail.contains("quota exceeded")) {
            return fault(
                    Reason.StorageFailed, uri, detail + "; nothing was published here, free some and run again", e);
        }
        if (e instanceof AccessDeniedException || detail.contains("Read-only file system")) {
            return fault(
                    Reason.OutputNotWritable,
                    uri,
                    "cannot be written by user " + System.getProperty("user.name")
                            + (e instanceof AccessDeniedException ? ": permission denied" : ": " + detail),
                    e);
        }
        if (e instanceof NoSuchFileException) {
            return fault(Reason.OutputNotWritable, uri, "cannot be written: its folder cannot be made", e);
        }
        if (e instanceof FileAlreadyExistsException || detail.contains("Not a directory")) {
            return fault(Reason.OutputNotWritable, uri, "cannot be written: a part of its path is a file", e);
        }
        return fault(Reason.StorageFailed, uri, "cannot be written: " + detail, e);
    }

    static RadinException fault(Reason reason, String uri, String what, IOException cause) {
        return new RadinException(reason, uri + ": " + what, cause);
    }

    private static String detail(IOException e) {
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
