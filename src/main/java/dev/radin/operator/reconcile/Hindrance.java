package dev.radin.operator.reconcile;

import dev.radin.fault.Reason;
import dev.radin.status.SelectionState;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An exception that ended a reconciliation, for the resource's owner.
 *
 * @param isWorthAnEvent false for what passes by itself, as throttling does
 */
record Hindrance(SelectionState.Hindered state, boolean isWorthAnEvent) {

    private static final Logger LOG = LoggerFactory.getLogger(Hindrance.class);
    private static final int TOO_MANY_REQUESTS = 429;

    /** An API server that is restarted or busy has recovered by then, some two seconds later. */
    static final int ATTEMPTS_UNTOLD = 2;

    /**
     * @param attempt how often it was tried again, from 0
     * @return empty while it may well pass before anybody has read of it
     */
    static Optional<Hindrance> of(Exception e, int attempt) {
        if (e instanceof KubernetesClientException refusal) {
            LOG.warn(
                    "the API server does not do what the operator asks, which is tried again: {}",
                    Actions.message(refusal));
            return attempt < ATTEMPTS_UNTOLD ? Optional.empty() : Optional.of(of(refusal));
        }
        if (attempt == 0) {
            LOG.error("a fault of the operator itself, which is tried again; please report it", e);
        } else {
            LOG.error("a fault of the operator itself, again: {}", e.toString());
        }
        return Optional.of(new Hindrance(
                new SelectionState.Hindered(
                        Reason.InternalError,
                        "the operator has a fault, and tries again: " + e + "; its log has more, please report it"),
                true));
    }

    private static Hindrance of(KubernetesClientException e) {
        return new Hindrance(
                new SelectionState.Hindered(
                        Reason.ApiServerError,
                        "the API server does not do what the operator asks, which is tried again: "
                                + Actions.message(e)),
                e.getCode() > 0 && e.getCode() != TOO_MANY_REQUESTS);
    }
}
