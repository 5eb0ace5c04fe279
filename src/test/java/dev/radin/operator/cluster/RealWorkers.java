package dev.radin.operator.cluster;

import dev.radin.cli.Cli;
import dev.radin.cluster.ContainerMain;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code radin worker} that pods run, in this JVM. */
final class RealWorkers implements ContainerMain {

    @Override
    public int run(List<String> arguments, Map<String, String> environment, PrintWriter log) {
        List<String> words = new ArrayList<>(arguments);
        // Of this JVM's own environment the command would read another.
        words.add("--share");
        words.add(environment.get("JOB_COMPLETION_INDEX"));
        Cli.Result result = Cli.radin(words.toArray());
        log.print(result.err());
        return result.exitCode();
    }
}
