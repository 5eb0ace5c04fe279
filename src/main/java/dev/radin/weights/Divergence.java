package dev.radin.weights;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.FiniteCheck;
import java.util.Optional;

/**
 * Whether training diverged, decided from one model and the architecture alone, so that the verdict holds in every
 * selection. A value that the architecture has in the same place is a constant. Another NaN says that training diverged.
 * Another infinity does not by itself, as a mask may be of infinities: what the network makes of it decides.
 */
public final class Divergence {

    private final String uri;
    private final Optional<FiniteCheck.NonFinite> infinite;

    private Divergence(String uri, Optional<FiniteCheck.NonFinite> infinite) {
        this.uri = uri;
        this.infinite = infinite;
    }

    /**
     * Reads a model's weights once.
     *
     * @param weights under the architecture's names
     * @throws RadinException {@code NonFiniteWeights} when one is NaN
     */
    public static Divergence look(Architecture architecture, TensorSource weights) {
        try (TensorSource own = architecture.weights()) {
            Optional<FiniteCheck.NonFinite> found = FiniteCheck.scan(weights, own);
            found.filter(nonFinite -> !nonFinite.onlyInfinite()).ifPresent(nonFinite -> {
                throw nonFinite.diverged(weights.uri());
            });
            return new Divergence(weights.uri(), found);
        }
    }

    /** For weights that are averages: their members were looked at. */
    public static Divergence none() {
        return new Divergence("", Optional.empty());
    }

    /**
     * Runs the network with the weights.
     *
     * @throws RadinException {@code NonFiniteWeights} when infinite weights made logits that are not finite
     */
    public void decide(Runnable run) {
        try {
            run.run();
        } catch (RadinException e) {
            if (e.reason() == Reason.NonFiniteLogits && infinite.isPresent()) {
                throw new RadinException(
                        Reason.NonFiniteWeights,
                        uri + ": " + infinite.get().description() + ", and with them logits are not finite",
                        e);
            }
            throw e;
        }
    }
}
