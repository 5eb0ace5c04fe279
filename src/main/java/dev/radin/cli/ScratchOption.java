package dev.radin.cli;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.FileFaults;
import dev.radin.store.ScratchFolder;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import picocli.CommandLine.Option;

/** Where files for a while lie. */
final class ScratchOption {

    private static final String PREFIX = "radin-scratch-";
    private static final Duration ABANDONED = Duration.ofDays(2);

    @Option(
            names = "--scratch",
            paramLabel = "DIR",
            description =
                    "For files that are gone when it ends, as averaged weights and what compressed archives of registries"
                            + " unpack to (default: the temporary folder).")
    private Path scratch;

    /** An existing folder, for files without names. */
    Path folder() {
        if (scratch == null) {
            return Path.of(System.getProperty("java.io.tmpdir"));
        }
        try {
            return Files.createDirectories(scratch);
        } catch (IOException e) {
            throw unfit(scratch, e);
        }
    }

    /** Gives a folder there that is gone afterwards, whatever happens. */
    <T> T withFolder(Function<Path, T> work) {
        Path made = make();
        try {
            return work.apply(made);
        } finally {
            remove(made);
        }
    }

    private Path make() {
        Path parent = folder();
        try {
            removeAbandoned(parent);
            return Files.createTempDirectory(parent, PREFIX);
        } catch (IOException e) {
            throw unfit(parent, e);
        }
    }

    private static RadinException unfit(Path folder, IOException e) {
        return new RadinException(
                isThere(e) ? Reason.StorageFailed : Reason.MachineUnfit,
                folder + ": cannot hold scratch files: " + FileFaults.describe(e)
                        + "; choose another folder with --scratch",
                e);
    }

    /** Whether it may hold some another time. */
    private static boolean isThere(IOException e) {
        return !FileFaults.isRefused(e)
                && !(e instanceof NoSuchFileException)
                && !(e instanceof FileAlreadyExistsException);
    }

    /** What killed runs have left: a live one touches its folder with every pass. */
    private static void removeAbandoned(Path parent) throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path folder : folders) {
                if (isOlder(folder, limit)) {
                    remove(folder);
                }
            }
        }
    }

    private static boolean isOlder(Path folder, Instant limit) {
        try {
            return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.isWritable(folder)
                    && Files.getLastModifiedTime(folder).toInstant().isBefore(limit);
        } catch (IOException e) {
            return false; // another run has just removed it
        }
    }

    private static void remove(Path folder) {
        try {
            ScratchFolder.remove(folder);
        } catch (IOException e) {
            System.err.println("radin: " + folder + " could not be removed: " + FileFaults.describe(e));
        }
    }
}
