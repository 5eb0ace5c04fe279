package dev.radin.dataset.convert;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which files of a folder are pictures, by their names. Others are passed over, as torchvision does; pictures that
 * cannot be read are refused, since examples would be missing without them.
 */
final class PictureFiles {

    private static final Set<String> READ = Set.of("png", "jpg", "jpeg", "bmp", "gif");
    private static final Set<String> NOT_READ = Set.of(
            "webp", "tif", "tiff", "ppm", "pgm", "pbm", "pnm", "heic", "heif", "avif", "jp2", "jxl", "jfif", "dng",
            "cr2", "nef", "arw", "tga");

    /** Of a path in memory: objects, and its text up to three times. */
    private static final int BYTES_A_PATH = 160;

    private static final int BYTES_A_CHARACTER = 3;

    private final MemoryBound memory;
    private final StrayFiles strays;
    private long heldBytes;

    PictureFiles(MemoryBound memory, StrayFiles strays) {
        this.memory = memory;
        this.strays = strays;
    }

    /** What is left of it beside the names. */
    MemoryBound memoryLeft() {
        return new MemoryBound(memory.bytes() - heldBytes);
    }

    /** The sub-folders that are classes, sorted. */
    List<Path> classFolders(Path folder) {
        List<Path> folders = new ArrayList<>();
        for (Path entry : sorted(folder)) {
            if (Files.isDirectory(entry) && !name(entry).startsWith(".")) {
                folders.add(entry);
            } else if (isPicture(entry)) {
                throw LocalFile.invalid(
                        entry, "is in no class. Pictures lie in one sub-folder a class; move it there or remove it.");
            } else {
                strays.add(entry);
            }
        }
        return folders;
    }

    /** The pictures of a class, sorted; at least one. */
    List<Path> pictures(Path classFolder) {
        List<Path> pictures = new ArrayList<>();
        for (Path entry : sorted(classFolder)) {
            boolean hidden = name(entry).startsWith(".");
            if (Files.isDirectory(entry) && !hidden) {
                throw LocalFile.invalid(entry, "is a folder within a class. Move its pictures up, or remove it.");
            }
            if (isPicture(entry)) {
                pictures.add(entry);
            } else {
                strays.add(entry);
            }
        }
        if (pictures.isEmpty()) {
            throw LocalFile.invalid(classFolder, "holds no images. Put some there or remove the folder.");
        }
        return pictures;
    }

    static String name(Path path) {
        return path.getFileName().toString();
    }

    private static boolean isPicture(Path file) {
        String name = name(file);
        String extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        if (name.startsWith(".")) {
            return false;
        }
        if (NOT_READ.contains(extension)) {
            throw LocalFile.invalid(
                    file, "is no image that can be read (PNG, JPEG, BMP, GIF). Convert it or remove it.");
        }
        return READ.contains(extension);
    }

    private List<Path> sorted(Path folder) {
        LocalFile.requireFolder(folder);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            List<Path> sorted = new ArrayList<>();
            for (Path entry : entries) {
                hold(folder, entry);
                sorted.add(entry);
            }
            sorted.sort(Comparator.comparing(PictureFiles::name));
            return sorted;
        } catch (DirectoryIteratorException e) {
            throw LocalFile.unreadable(folder, e.getCause());
        } catch (IOException e) {
            throw LocalFile.unreadable(folder, e);
        }
    }

    private void hold(Path folder, Path entry) {
        heldBytes += BYTES_A_PATH + (long) BYTES_A_CHARACTER * entry.toString().length();
        memory.check(
                folder,
                "holding the names of all files up to this folder",
                heldBytes,
                "make several datasets of the pictures");
    }
}
