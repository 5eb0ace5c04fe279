package dev.radin.store;

import dev.radin.location.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.io.TempDir;

/** Files of this machine. */
class FileContractTest extends StoreContract {

    @TempDir
    Path folder;

    @Override
    protected Store store() {
        return Stores.local();
    }

    @Override
    protected Location folder() {
        return Location.of(folder);
    }

    @Override
    protected void replace(Location uri, byte[] content) throws IOException {
        replace(Path.of(uri.plainPath()), content);
    }

    @Override
    protected boolean takes(String name) {
        return canBeAPath(name);
    }

    static void replace(Path file, byte[] content) throws IOException {
        Path other = Files.write(file.resolveSibling("other"), content);
        Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
    }

    /** In the locale of this machine. */
    static boolean canBeAPath(String name) {
        try {
            Path.of(name);
            return true;
        } catch (InvalidPathException e) {
            return false;
        }
    }
}
