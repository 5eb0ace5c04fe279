package dev.radin.cli;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.FileFaults;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** A file that a command line names and that is read whole. */
final class SmallFile {

    /** Where the shell leaves what {@code <(command)} prints or what it pipes; any other pipe may never end, or never begin. */
    private static final List<String> OPEN_FILES = List.of("/dev/fd/", "/dev/stdin");

    private SmallFile() {}

    /**
     * @param file a path
     * @param mostBytes that such a file may have
     * @throws RadinException {@code InvalidSpec}, or {@code StorageFailed} when it may be readable another time
     */
    static byte[] read(String file, int mostBytes) {
        try {
            Path path = Path.of(file);
            if (Files.exists(path) && !Files.isRegularFile(path) && !isOpenAlready(file)) {
                throw wrong(file, FileFaults.otherThanFile(path), null);
            }
            try (InputStream in = Files.newInputStream(path)) {
                return read(in, file, mostBytes);
            }
        } catch (InvalidPathException e) {
            throw wrong(file, "this name cannot be written in the locale's character set; set LC_ALL=C.UTF-8", e);
        } catch (NoSuchFileException e) {
            throw wrong(file, FileFaults.describe(e) + "; check the path", e);
        } catch (IOException e) {
            if (e instanceof AccessDeniedException || FileFaults.isWrongPath(e)) {
                throw wrong(file, "cannot be read: " + FileFaults.describe(e), e);
            }
            throw new RadinException(Reason.StorageFailed, file + ": cannot be read: " + FileFaults.describe(e), e);
        }
    }

    static boolean isOpenAlready(String file) {
        return OPEN_FILES.stream().anyMatch(file::startsWith);
    }

    static byte[] read(InputStream in, String name, int mostBytes) throws IOException {
        byte[] bytes = in.readNBytes(mostBytes + 1);
        if (bytes.length > mostBytes) {
            throw wrong(name, "is larger than " + mostBytes + " bytes; no such file needs to be", null);
        }
        return bytes;
    }

    private static RadinException wrong(String file, String what, Exception cause) {
        return new RadinException(Reason.InvalidSpec, file + ": " + what, cause);
    }
}
