package dev.radin.cache;

import dev.radin.protocol.Layout;
import dev.radin.protocol.Selection;
import dev.radin.store.Store;

/** One selection as a worker finds it: what is asked for, its inputs, its cache and its output, and this machine. */
public final class Workspace {

    private final Selection selection;
    private final WorkerSettings settings;
    private final Store store;
    private final Layout layout;
    private final StoredJson json;
    private final InputFiles inputs;
    private final ContentDigests digests;
    private final PassCache passes;

    public Workspace(Selection selection, WorkerSettings settings, Store store) {
        this.selection = selection;
        this.settings = settings;
        this.store = store;
        this.layout = new Layout(selection);
        this.json = new StoredJson(store);
        this.inputs = new InputFiles(store, settings.limits());
        this.digests = new ContentDigests(layout, json, inputs);
        this.passes = new PassCache(selection, settings, store, layout, json, digests);
    }

    public Selection selection() {
        return selection;
    }

    public WorkerSettings settings() {
        return settings;
    }

    public Store store() {
        return store;
    }

    public Layout layout() {
        return layout;
    }

    public StoredJson json() {
        return json;
    }

    public InputFiles inputs() {
        return inputs;
    }

    public ContentDigests digests() {
        return digests;
    }

    public PassCache passes() {
        return passes;
    }
}
