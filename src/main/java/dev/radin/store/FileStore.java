package dev.radin.store;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Files of a local or mounted file system. */
public final class FileStore implements Store {

    /**
     * A file that changed this recently may change again without its time stamps showing it, as they tick in
     * milliseconds: its version is not trusted yet.
     */
    private static final Duration SETTLED = Duration.ofMillis(100);

    private final FileNames names;

    /** @param names what its files are called */
    FileStore(FileNames names) {
        this.names = names;
    }

    /** Of this machine, by {@code file:} URIs. */
    public FileStore() {
        this(new LocalNames());
    }

    @Override
    public Optional<Stat> stat(Location uri) {
        Path path = path(uri);
        try {
            // ctime moves even when a copy keeps the old mtime.
            Map<String, Object> attributes =
                    Files.readAttributes(path, "unix:size,lastModifiedTime,ctime,isRegularFile,isDirectory");
            if ((Boolean) attributes.get("isDirectory")) {
                return Optional.empty();
            }
            if (!(Boolean) attributes.get("isRegularFile")) {
                throw otherThanFile(path);
            }
            Instant modified = ((FileTime) attributes.get("lastModifiedTime")).toInstant();
            Instant changed = ((FileTime) attributes.get("ctime")).toInstant();
            boolean settled = changed.plus(SETTLED).isBefore(Instant.now());
            String version = settled ? FileVersion.of(modified, changed) : "";
            return Optional.of(new Stat(text(path), (Long) attributes.get("size"), version, modified));
        } catch (NoSuchFileException e) {
            requireNoBrokenLink(path, e);
            return Optional.empty();
        } catch (IOException e) {
            if (FileFaults.isNotDirectory(e)) {
                return Optional.empty();
            }
            throw FileFaults.reading(text(path), e);
        }
    }

    @Override
    public List<String> list(Location folder) {
        Path path = path(folder);
        List<String> names = new ArrayList<>();
        // Opening a pipe waits for whoever writes to it.
        if (Files.exists(path) && !Files.isDirectory(path)) {
            return names;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                if (Files.isRegularFile(entry) && !name.startsWith(FilePublication.TEMPORARY_PREFIX)) {
                    names.add(name);
                }
            }
        } catch (NoSuchFileException e) {
            requireNoBrokenLink(path, e);
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw FileFaults.reading(text(path), e.getCause());
        } catch (IOException e) {
            if (FileFaults.isNotDirectory(e)) {
                return List.of();
            }
            throw FileFaults.reading(text(path), e);
        }
        names.sort(null);
        return names;
    }

    @Override
    public List<String> folders(Location folder) {
        Path path = path(folder);
        if (!Files.isDirectory(path)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(path)) {
            return entries.filter(Files::isDirectory)
                    .map(entry -> entry.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw FileFaults.reading(text(path), e);
        } catch (UncheckedIOException e) {
            throw FileFaults.reading(text(path), e.getCause());
        }
    }

    @Override
    public boolean folderExists(Location folder) {
        return Files.isDirectory(path(folder));
    }

    @Override
    public void delete(Location uri) {
        Path path = path(uri);
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw FileFaults.writing(text(path), e);
        }
    }

    @Override
    public Blob open(Location uri) {
        Path path = path(uri);
        try {
            // Opening a pipe waits for whoever writes to it.
            if (Files.exists(path) && !Files.isRegularFile(path)) {
                throw otherThanFile(path);
            }
            return new FileBlob(path, text(path));
        } catch (IOException e) {
            throw FileFaults.reading(text(path), e);
        }
    }

    @Override
    public Optional<Path> localFile(Location uri) {
        return Optional.of(path(uri)).filter(Files::isRegularFile);
    }

    @Override
    public Publication create(Location uri) {
        Path path = path(uri);
        if (Files.isDirectory(path)) {
            throw FileFaults.fault(
                    Reason.OutputNotWritable, text(path), "cannot be written: there is a folder of this name", null);
        }
        BrokenLink.in(path).ifPresent(link -> {
            throw FileFaults.fault(
                    Reason.OutputNotWritable,
                    text(path),
                    "cannot be written: " + link + "; remove the link, or make what it leads to",
                    null);
        });
        try {
            Files.createDirectories(path.getParent());
            return new FilePublication(path, text(path));
        } catch (IOException e) {
            throw FileFaults.writing(text(path), e);
        }
    }

    /** Where nothing is, a link may say that something should be. */
    private void requireNoBrokenLink(Path path, NoSuchFileException e) {
        if (BrokenLink.in(path).isPresent()) {
            throw FileFaults.reading(text(path), e);
        }
    }

    private RadinException otherThanFile(Path path) {
        return FileFaults.fault(Reason.InputNotFound, text(path), FileFaults.otherThanFile(path), null);
    }

    private Path path(Location uri) {
        return names.path(uri);
    }

    private String text(Path path) {
        return names.text(path);
    }
}
