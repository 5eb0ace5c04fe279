package dev.radin.weights;

import dev.radin.cache.Workspace;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.Inspection;
import dev.radin.tensor.TensorSource;
import dev.radin.tensor.average.FiniteCheck;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether training diverged. A weight that is NaN or infinite says so, unless it is a constant, such as a mask of minus
 * infinity: that is what the architecture has in that place too, or an infinity that all models have.
 */
public final class Divergence {

    private Divergence() {}

    /**
     * Reads a model's weights once.
     *
     * @param weights under the architecture's names
     * @throws RadinException {@code NonFiniteWeights}
     */
    public static void refuse(
            Workspace workspace, Architecture architecture, Inspection inspection, TensorSource weights) {
        List<TensorSource> models = new ArrayList<>();
        for (Inspection.Model model : inspection.models()) {
            models.add(new LazyWeights(
                    model.input().uri(), () -> SoupMembers.open(workspace, architecture, model.input())));
        }
        try (TensorSource own = new LazyWeights(
                architecture.uri(),
                () -> workspace.inputs().openCheckpoint(architecture.uri()).source())) {
            FiniteCheck.scan(weights, own, models).ifPresent(nonFinite -> {
                throw new RadinException(Reason.NonFiniteWeights, weights.uri() + ": " + nonFinite.description());
            });
        } finally {
            models.forEach(TensorSource::close);
        }
    }
}
