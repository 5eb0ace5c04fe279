package dev.radin.fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The user that this process runs as, in words. A pod's user often has a number and no name, and volumes belong to numbers.
 */
public final class ProcessUser {

    /** Each line begins with the name of what it says, and of users and groups the second number is the one in effect. */
    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessUser() {}

    /** {@code uid 65532, gid 65532}; where the system does not tell, {@code user} and a name. */
    public static String words() {
        try {
            return words(Files.readAllLines(STATUS)).orElseGet(ProcessUser::name);
        } catch (IOException | RuntimeException e) {
            // Not Linux, or no /proc here.
            return name();
        }
    }

    /** @param status the lines of {@code /proc/<pid>/status} */
    static Optional<String> words(List<String> status) {
        return effective(status, "Uid:")
                .flatMap(uid -> effective(status, "Gid:").map(gid -> "uid " + uid + ", gid " + gid));
    }

    private static Optional<String> effective(List<String> status, String name) {
        return status.stream()
                .filter(line -> line.matches(name + "(\\s+\\d+){4}"))
                .map(line -> line.split("\\s+")[2])
                .findFirst();
    }

    private static String name() {
        return "user " + System.getProperty("user.name");
    }
}
