package dev.radin.dataset.convert;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which files of a folder are pictures, by their names. Others are passed over, as torchvision does; pictures that
 * cannot be read are refused, since examples would be missing without them.
 */
final class PictureFiles {

    private static final Set<String> READ = Set.of("png", "jpg", "jpeg", "bmp", "gif");
    private static final Set<String> NOT_READ = Set.of(
            "webp", "tif", "tiff", "ppm", "pgm", "pbm", "pnm", "heic", "heif", "avif", "jp2", "jxl", "jfif", "dng",
            "cr2", "nef", "arw", "tga");

    private PictureFiles() {}

    /** The sub-folders that are classes, sorted. */
    static List<Path> classFolders(Path folder, StrayFiles strays) {
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
    static List<Path> pictures(Path classFolder, StrayFiles strays) {
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

    private static List<Path> sorted(Path folder) {
        LocalFile.requireFolder(folder);
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted((a, b) -> name(a).compareTo(name(b))).toList();
        } catch (IOException e) {
            throw LocalFile.unreadable(folder, e);
        }
    }
}
