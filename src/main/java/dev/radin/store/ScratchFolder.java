package dev.radin.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A temporary folder of a share, removed with all that is in it. Links in it are removed, and not what they lead to. */
public final class ScratchFolder implements AutoCloseable {

    private final Path path;

    private ScratchFolder(Path path) {
        this.path = path;
    }

    public static ScratchFolder create(Path parent) {
        try {
            return new ScratchFolder(Files.createTempDirectory(parent, "radin-").toAbsolutePath());
        } catch (IOException e) {
            throw FileFaults.scratch(parent, e);
        }
    }

    /** Absolute. */
    public Path path() {
        return path;
    }

    /** Removes a folder with all that is in it, or a file or link; nothing happens where there is none. */
    public static void remove(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.deleteIfExists(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Override
    public void close() {
        try {
            remove(path);
        } catch (IOException e) {
            throw FileFaults.scratch(path, e);
        }
    }
}
