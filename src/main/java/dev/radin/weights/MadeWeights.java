package dev.radin.weights;

import dev.radin.tensor.TensorSource;
import dev.radin.tensor.WrappedTensors;

/** A model's weights as they were made on scratch. */
final class MadeWeights extends WrappedTensors {

    private final String uri;

    /** @param uri of the model, which messages are about */
    MadeWeights(String uri, TensorSource source) {
        super(source);
        this.uri = uri;
    }

    @Override
    public String uri() {
        return uri;
    }
}
