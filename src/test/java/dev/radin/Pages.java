package dev.radin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What people read: README.md and its like, docs and the pages of examples. */
public final class Pages {

    private static final Pattern CODE = Pattern.compile("(?ms)^ *```[a-z]*$(.*?)^ *```$");

    private Pages() {}

    public static List<Path> all() {
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"));
                Stream<Path> examples = Files.walk(Path.of("examples"))) {
            return Stream.of(top, docs, examples)
                    .flatMap(files -> files)
                    .filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without blocks of code. */
    public static String prose(Path page) {
        return CODE.matcher(text(page)).replaceAll("");
    }

    /** The lines of all blocks of code. */
    public static List<String> code(Path page) {
        return CODE.matcher(text(page))
                .results()
                .flatMap(block -> block.group(1).lines())
                .toList();
    }

    private static String text(Path page) {
        try {
            return Files.readString(page);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
