package dev.radin.cli;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.fault.RootCause;
import dev.radin.operator.OperatorApplication;
import io.quarkus.runtime.Quarkus;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine.Command;

@Command(
        name = "operator",
        mixinStandardHelpOptions = true,
        description = {
            "Reconciles the SoupSelections of a cluster; what the Deployment runs.",
            "",
            "It connects as kubectl does: with $KUBECONFIG or ~/.kube/config, or in a pod with its service account."
                    + " Settings come from the environment; see docs/operator.md.",
        })
final class OperatorCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        AtomicInteger exitCode = new AtomicInteger();
        Quarkus.run(OperatorApplication.class, (code, failure) -> {
            if (failure != null) {
                throw cannotStart(failure);
            }
            exitCode.set(code);
        });
        return exitCode.get();
    }

    private static RadinException cannotStart(Throwable failure) {
        return failure instanceof RadinException fault
                ? fault
                : new RadinException(
                        Reason.WorkerFailed, "the operator cannot start: " + RootCause.line(failure), failure);
    }
}
