package dev.radin.cli;

import dev.radin.fault.RadinException;
import dev.radin.fault.RootCause;
import dev.radin.operator.Kubeconfigs;
import dev.radin.operator.OperatorApplication;
import dev.radin.operator.StartFailure;
import io.quarkus.runtime.Quarkus;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "operator",
        mixinStandardHelpOptions = true,
        description = {
            "Reconciles the SoupSelections of a cluster; what the Deployment runs.",
            "",
            "It connects as kubectl does: with $KUBECONFIG or ~/.kube/config, or in a pod with its service account."
                    + " docs/operator.md lists its settings, which come from the environment.",
        })
final class OperatorCommand implements Callable<Integer> {

    @Option(
            names = "--termination-log",
            paramLabel = "FILE",
            description =
                    "If it cannot start, it says so in this file, too: a pod's /dev/termination-log, where kubectl"
                            + " describe pod reads it.")
    private Path terminationLog;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        try {
            Kubeconfigs.usual().requireReadable();
        } catch (RadinException e) {
            return cannotStart(StartFailure.of(e));
        }
        AtomicInteger exitCode = new AtomicInteger();
        Quarkus.run(
                OperatorApplication.class,
                (code, failure) -> exitCode.set(failure == null ? code : cannotStart(StartFailure.of(failure))));
        return exitCode.get();
    }

    private int cannotStart(StartFailure failure) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("radin: " + failure.sentence());
        if (terminationLog != null) {
            try {
                Files.writeString(terminationLog, failure.sentence());
            } catch (IOException e) {
                err.println("radin: --termination-log " + terminationLog + ": cannot be written: " + RootCause.line(e));
            }
        }
        return failure.exitCode();
    }
}
