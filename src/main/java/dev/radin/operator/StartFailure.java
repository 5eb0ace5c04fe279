package dev.radin.operator;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.fault.RootCause;
import io.quarkus.runtime.QuarkusBindException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Why the operator could not start, for whoever installs it.
 *
 * @param sentence on one line
 * @param exitCode of the process
 */
public record StartFailure(String sentence, int exitCode) {

    public static StartFailure of(Throwable failure) {
        return cause(failure, RadinException.class)
                .map(fault -> new StartFailure(
                        cannotStart(fault.getMessage()), fault.reason().exitCode()))
                .or(() -> cause(failure, QuarkusBindException.class)
                        .map(bind -> ofTheEnvironment("port " + bind.getPort()
                                + " is taken, or may not be used; set QUARKUS_HTTP_PORT to another, and the Deployment's"
                                + " containerPort with it")))
                .orElseGet(() -> ofTheEnvironment(RootCause.line(failure)));
    }

    private static StartFailure ofTheEnvironment(String why) {
        return new StartFailure(cannotStart(why), Reason.WorkerFailed.exitCode());
    }

    private static String cannotStart(String why) {
        return "the operator cannot start: " + why.strip().replaceAll("\\s*\\R\\s*", " ");
    }

    /** The outermost of this kind: libraries wrap what our own code threw. */
    private static <T extends Throwable> Optional<T> cause(Throwable failure, Class<T> type) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst();
    }
}
