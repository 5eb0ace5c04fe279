package dev.radin.cluster;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

/** The classes of tests that were left out, named at the end of a run: on the console, past what keeps tests quiet. */
final class SkippedClasses implements AutoCloseable {

    private final String reason;
    private final Set<String> names = new ConcurrentSkipListSet<>();

    /** @param reason of all of them */
    SkippedClasses(String reason) {
        this.reason = reason;
    }

    void add(Class<?> testClass) {
        names.add(testClass.getSimpleName());
    }

    @Override
    public void close() {
        PrintStream console = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        console.println("Skipped, as " + reason + ": " + String.join(", ", names));
    }
}
