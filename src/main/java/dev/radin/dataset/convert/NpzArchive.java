package dev.radin.dataset.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** A zip of .npy files. */
final class NpzArchive implements AutoCloseable {

    private static final int SHOWN_NAMES = 20;

    private final Path file;
    private final ZipFile zip;

    private NpzArchive(Path file, ZipFile zip) {
        this.file = file;
        this.zip = zip;
    }

    static NpzArchive open(Path file) {
        LocalFile.requireFile(file);
        try {
            Files.newInputStream(file).close();
            return new NpzArchive(file, new ZipFile(file.toFile()));
        } catch (ZipException e) {
            throw LocalFile.invalid(
                    file,
                    "is no .npz archive: " + e.getMessage() + ". Copy it here again, or save it with numpy.savez.");
        } catch (IOException e) {
            throw LocalFile.unreadable(file, e);
        }
    }

    NpyArray array(String name) {
        ZipEntry entry = zip.getEntry(name + ".npy");
        if (entry == null) {
            throw LocalFile.invalid(file, "has no array \"" + name + "\"; its arrays are " + names() + ".");
        }
        return NpyArray.open(file, name, () -> zip.getInputStream(entry));
    }

    /** The only one of the arrays that usually hold {@code what}. */
    NpyArray firstOf(List<String> usual, String what) {
        List<String> found = usual.stream()
                .filter(name -> zip.getEntry(name + ".npy") != null)
                .toList();
        if (found.size() != 1) {
            throw LocalFile.invalid(
                    file,
                    (found.isEmpty() ? "has no array called " + String.join(", ", usual) : "has the arrays " + found)
                            + ". Say which of " + names() + " the " + what + " are, with --" + what + ".");
        }
        return array(found.get(0));
    }

    @Override
    public void close() {
        try {
            zip.close();
        } catch (IOException e) {
            throw LocalFile.unreadable(file, e);
        }
    }

    private List<String> names() {
        return zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.endsWith(".npy"))
                .map(name -> name.substring(0, name.length() - 4))
                .limit(SHOWN_NAMES)
                .sorted()
                .toList();
    }
}
