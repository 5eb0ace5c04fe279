package dev.radin.store;

import dev.radin.fault.ProcessUser;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Optional;

/** What a file system's refusals mean to a user. */
public final class FileFaults {

    private FileFaults() {}

    /** @param uri of what was to be read */
    public static RadinException reading(String uri, IOException e) {
        if (e instanceof NoSuchFileException) {
            return fault(Reason.InputNotFound, uri, describe(e) + "; " + Absent.advice(uri), e);
        }
        if (e instanceof AccessDeniedException) {
            return fault(Reason.InputForbidden, uri, describe(e) + "; " + permit("readable"), e);
        }
        if (isWrongPath(e)) {
            return fault(Reason.InputNotFound, uri, "cannot be read: " + describe(e) + "; check the path", e);
        }
        return fault(Reason.StorageFailed, uri, "cannot be read: " + describe(e), e);
    }

    /** @param uri of what was to be written */
    public static RadinException writing(String uri, IOException e) {
        String words = describe(e);
        if (isFull(e)) {
            return fault(Reason.StorageFailed, uri, words + "; nothing was published here, free some and run again", e);
        }
        if (e instanceof NoSuchFileException) {
            return fault(Reason.OutputNotWritable, uri, "cannot be written: its folder cannot be made", e);
        }
        if (e instanceof FileAlreadyExistsException) {
            return fault(Reason.OutputNotWritable, uri, "cannot be written: a part of its path is a file", e);
        }
        return fault(
                isRefused(e) ? Reason.OutputNotWritable : Reason.StorageFailed,
                uri,
                "cannot be written: " + words + remedy(e),
                e);
    }

    /** Of a name that no path of this machine can have. */
    public static RadinException unwritable(Location uri, InvalidPathException e) {
        return new RadinException(
                Reason.InputNotFound,
                uri + ": this name cannot be written in the locale's character set; set LC_ALL=C.UTF-8",
                e);
    }

    /** @param place on scratch, that was to be written or read */
    public static RadinException scratch(Path place, IOException e) {
        return new RadinException(
                Reason.StorageFailed,
                "the scratch folder failed at " + place + ": " + describe(e)
                        + "; free some space there, or choose another folder with --scratch",
                e);
    }

    private static String remedy(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "; " + permit("writable");
        }
        return isReadOnly(e) ? "; mount it for writing, or choose another place" : "";
    }

    /** One sentence for every machine: commands and pods say the same. */
    private static String permit(String what) {
        return "make it " + what + " for that user, or, in a cluster, for a group that"
                + " spec.workers.template.spec.securityContext.fsGroup gives the pods";
    }

    /** Whether writing to a place is refused whenever it is tried. */
    public static boolean isRefused(IOException e) {
        return e instanceof AccessDeniedException || isReadOnly(e) || isWrongPath(e);
    }

    private static boolean isReadOnly(IOException e) {
        return words(e).contains("Read-only file system");
    }

    private static boolean isFull(IOException e) {
        return words(e).contains("No space left") || words(e).contains("quota exceeded");
    }

    static RadinException fault(Reason reason, String uri, String what, IOException cause) {
        return new RadinException(reason, uri + ": " + what, cause);
    }

    /** A refusal in words, without the path. */
    public static String describe(IOException e) {
        if (e instanceof NoSuchFileException missing) {
            return Optional.ofNullable(missing.getFile())
                    .flatMap(file -> BrokenLink.in(Path.of(file)))
                    .orElse("no such file");
        }
        if (e instanceof AccessDeniedException) {
            return "permission denied for " + ProcessUser.words();
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file of this name";
        }
        String words = words(e);
        if (isNotDirectory(e)) {
            return "a part of its path is a file";
        }
        if (isLoop(e)) {
            return "its symbolic links lead in a circle";
        }
        if (words.contains("Too many open files")) {
            return words + "; raise what ulimit -n shows";
        }
        return words.equals("File name too long") ? "a name in its path is too long for this file system" : words;
    }

    /** What a path is that exists and is no file. */
    public static String otherThanFile(Path path) {
        return Files.isDirectory(path)
                ? "is a folder, not a file"
                : "is a device, a pipe or a socket; copy its content into a file";
    }

    static boolean isNotDirectory(IOException e) {
        return e instanceof NotDirectoryException || words(e).equals("Not a directory");
    }

    private static boolean isLoop(IOException e) {
        return e instanceof FileSystemLoopException || words(e).startsWith("Too many levels of symbolic links");
    }

    /** Whether no file can ever be found under such a path. */
    public static boolean isWrongPath(IOException e) {
        return isNotDirectory(e) || isLoop(e) || words(e).equals("File name too long");
    }

    private static String words(IOException e) {
        String reason = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
        return reason == null ? e.getClass().getSimpleName() : reason;
    }
}
