package dev.radin.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/**
 * Written beside its final place under a temporary name, made durable, then linked there: a link fails where a name
 * exists, so the first writer wins. On file systems without hard links it is renamed instead when nothing is there yet;
 * two writers at that very moment then both succeed and the later one stays. That is harmless here, as both wrote
 * the same: every name says what its content is.
 */
final class FilePublication implements Publication {

    static final String TEMPORARY_PREFIX = ".radin-";

    /** Longer than any pause between two writes to one file: what is older was left by a writer that was killed. */
    private static final Duration ABANDONED = Duration.ofDays(1);

    private final Path target;
    private final String uri;
    private final Path temporary;
    private final FileChannel channel;

    FilePublication(Path target, String uri) throws IOException {
        this.target = target;
        this.uri = uri;
        removeAbandoned(target.getParent());
        this.temporary = target.resolveSibling(TEMPORARY_PREFIX + UUID.randomUUID());
        this.channel = FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    }

    @Override
    public String uri() {
        return uri;
    }

    @Override
    public void write(ByteBuffer source) {
        try {
            while (source.hasRemaining()) {
                channel.write(source);
            }
        } catch (IOException e) {
            throw FileFaults.writing(uri, e);
        }
    }

    @Override
    public boolean publish() {
        try {
            channel.force(true);
            channel.close();
            boolean won = appear();
            try (FileChannel folder = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
                folder.force(true);
            }
            return won;
        } catch (IOException e) {
            throw FileFaults.writing(uri, e);
        }
    }

    private boolean appear() throws IOException {
        try {
            Files.createLink(target, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } catch (UnsupportedOperationException | FileSystemException e) {
            if (Files.exists(target)) {
                return false;
            }
            Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
            Files.deleteIfExists(temporary);
        } catch (IOException e) {
            throw FileFaults.writing(uri, e);
        }
    }

    private static void removeAbandoned(Path folder) throws IOException {
        Instant limit = Instant.now().minus(ABANDONED);
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, TEMPORARY_PREFIX + "*")) {
            for (Path path : left) {
                try {
                    if (Files.getLastModifiedTime(path).toInstant().isBefore(limit)) {
                        Files.deleteIfExists(path);
                    }
                } catch (IOException e) {
                    // Somebody else's, or already gone: either way not ours to fail on.
                }
            }
        }
    }
}
