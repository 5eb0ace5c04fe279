package dev.radin.store;

import dev.radin.location.Location;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Files of the volume of a claim. */
class ClaimContractTest extends StoreContract {

    @TempDir
    Path mounts;

    @Override
    protected Store store() {
        return Stores.inPod(mounts, 1 << 20, mounts);
    }

    @Override
    protected Location folder() {
        return Location.of("pvc://runs/folder");
    }

    @Override
    protected void replace(Location uri, byte[] content) throws IOException {
        FileContractTest.replace(mounts.resolve("runs" + uri.plainPath()), content);
    }

    @Override
    protected boolean takes(String name) {
        return FileContractTest.canBeAPath(name);
    }
}
