package dev.radin.store;

import dev.radin.location.Location;
import java.util.List;
import java.util.Optional;

/** Does all by another store, for tests to differ in some of it. None of its objects is a file: all is read through it. */
public abstract class ForwardingStore implements Store {

    private final Store store;

    protected ForwardingStore(Store store) {
        this.store = store;
    }

    @Override
    public Optional<Stat> stat(Location uri) {
        return store.stat(uri);
    }

    @Override
    public List<String> list(Location folder) {
        return store.list(folder);
    }

    @Override
    public List<String> folders(Location folder) {
        return store.folders(folder);
    }

    @Override
    public Blob open(Location uri) {
        return store.open(uri);
    }

    @Override
    public long scratchBytes() {
        return store.scratchBytes();
    }

    @Override
    public Publication create(Location uri) {
        return store.create(uri);
    }

    @Override
    public void delete(Location uri) {
        store.delete(uri);
    }
}
