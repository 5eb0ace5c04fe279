package dev.radin.cluster;

import java.io.PrintWriter;
import java.util.List;
import java.util.Map;

/** A container's program that runs in this JVM, where starting one for each of many Pods would take too long. */
@FunctionalInterface
public interface ContainerMain {

    /**
     * @param arguments of the Pod, with the container's paths as they are here
     * @param log what a container's two outputs would be
     * @return the exit code
     */
    int run(List<String> arguments, Map<String, String> environment, PrintWriter log);
}
