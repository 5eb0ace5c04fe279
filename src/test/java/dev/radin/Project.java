package dev.radin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What pom.xml says of this project. */
public final class Project {

    private static final String BEFORE_VERSION = "\n  <version>";

    private Project() {}

    public static String version() {
        try {
            String pom = Files.readString(Path.of("pom.xml"));
            int start = pom.indexOf(BEFORE_VERSION) + BEFORE_VERSION.length();
            return pom.substring(start, pom.indexOf('<', start));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
