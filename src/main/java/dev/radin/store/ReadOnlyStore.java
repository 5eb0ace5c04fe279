package dev.radin.store;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.location.Scheme;

/** A store in which nothing can be written or removed. */
public abstract class ReadOnlyStore implements Store {

    @Override
    public final Publication create(Location uri) {
        throw refusal(uri);
    }

    @Override
    public final void delete(Location uri) {
        throw refusal(uri);
    }

    private static RadinException refusal(Location uri) {
        return new RadinException(Reason.InvalidSpec, uri + ": " + Scheme.readOnly(uri.scheme()));
    }
}
