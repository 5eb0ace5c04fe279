package dev.radin.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What an image starts. */
@FunctionalInterface
interface Entrypoint {

    /**
     * @param command the Pod's own, in place of the image's; empty when it has none
     * @param folder to start it in
     * @param log what both outputs are appended to
     */
    ContainerProcess start(
            List<String> command, List<String> arguments, Path folder, Map<String, String> environment, Path log);

    /** A process of this machine, {@code words} where the Pod has no command. */
    static Entrypoint process(List<String> words) {
        return (command, arguments, folder, environment, log) -> {
            List<String> whole = new ArrayList<>(command.isEmpty() ? words : command);
            whole.addAll(arguments);
            return LeashedProcess.start(whole, folder, environment, log);
        };
    }

    /** A thread of this JVM. The Pod must have no command. */
    static Entrypoint thread(ContainerMain main) {
        return (command, arguments, folder, environment, log) -> {
            if (!command.isEmpty()) {
                throw new IllegalArgumentException("a program in this JVM cannot become " + command);
            }
            return ContainerThread.start(main, arguments, environment, log);
        };
    }
}
