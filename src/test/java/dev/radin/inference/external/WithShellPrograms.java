package dev.radin.inference.external;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tests of what programs do that run in a folder of their own, none for ever. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
abstract class WithShellPrograms {

    @TempDir
    Path folder;

    ShellPrograms shell;

    @BeforeEach
    void start() {
        shell = new ShellPrograms(folder);
    }
}
