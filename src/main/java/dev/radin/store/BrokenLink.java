package dev.radin.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A symbolic link to what is not there: a path looks as if something were at its end. */
final class BrokenLink {

    private BrokenLink() {}

    /** What is to be said of the link that a path ends with or leads through; empty where there is none that is broken. */
    static Optional<String> in(Path path) {
        try {
            for (Path part = path.toAbsolutePath(); part != null; part = part.getParent()) {
                if (Files.isSymbolicLink(part) && !Files.exists(part)) {
                    return Optional.of(part + " is a symbolic link to " + Files.readSymbolicLink(part)
                            + (Files.notExists(part) ? ", which does not exist" : ", which leads nowhere"));
                }
            }
        } catch (IOException e) {
            // It has been removed meanwhile.
        }
        return Optional.empty();
    }
}
