package dev.radin.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.processing.event.source.informer.TransformingItemStore;
import java.util.function.UnaryOperator;

/** An informer's cache that holds every object, but of each only what {@link Pruned} leaves. */
public final class PrunedStore<T extends HasMetadata> extends TransformingItemStore<T> {

    public PrunedStore(UnaryOperator<T> prune) {
        super(prune);
    }

    /** Lets the informer wait for the whole list, then read it from here: otherwise it holds all of it unpruned until then. */
    @Override
    public boolean isFullState() {
        return true;
    }
}
