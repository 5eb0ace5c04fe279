package dev.radin.cache;

import dev.radin.location.Location;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Layout;
import dev.radin.protocol.Selection;
import dev.radin.protocol.WeightsForm;
import dev.radin.soup.Threads;
import dev.radin.store.OutputStore;
import dev.radin.store.Publication;
import dev.radin.store.Store;
import dev.radin.store.http.ReadAhead;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** One selection as a worker finds it: what is asked for, its inputs, its cache and its output, and this machine. */
public final class Workspace {

    private final Selection selection;
    private final WorkerSettings settings;
    private final Store store;
    private final Layout layout;
    private final StoredJson json;
    private final InputFiles inputs;
    private final InputDigests.Shared shared;
    private final InputDigests digests;
    private final DatasetLabels labels;
    private final ExampleCounts exampleCounts;
    private final PassCache passes;
    private final Threads requests = Threads.of(ReadAhead.THREADS);

    public Workspace(Selection selection, WorkerSettings settings, Store store) {
        this.selection = selection;
        this.settings = settings;
        this.store = store;
        this.layout = new Layout(selection);
        Store written = new OutputStore(store);
        this.json = new StoredJson(written);
        this.inputs = new InputFiles(store, settings.limits());
        this.shared = new InputDigests.Shared(layout, json, inputs);
        this.digests = new InputDigests(shared, List.of(), inputs::sha256, this::given);
        this.labels = new DatasetLabels(selection, store, settings.limits(), layout, inputs, digests);
        this.exampleCounts = new ExampleCounts(selection, json, layout, digests);
        this.passes = new PassCache(
                selection,
                settings,
                written,
                layout,
                json,
                digests,
                new NetworkDigests(store, settings.limits(), shared, digests),
                requests);
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

    public InputDigests digests() {
        return digests;
    }

    /**
     * Digests of what inputs hold.
     *
     * @param kind what is digested, as whatever decides it
     * @param compute reads the input
     */
    public InputDigests digests(List<String> kind, Function<Inspection.Input, String> compute) {
        return new InputDigests(shared, kind, compute, input -> Optional.empty());
    }

    public DatasetLabels labels() {
        return labels;
    }

    public ExampleCounts exampleCounts() {
        return exampleCounts;
    }

    public PassCache passes() {
        return passes;
    }

    /** For what waits for stores rather than computes: several requests are on their way at once. */
    public Threads requests() {
        return requests;
    }

    /** Of datasets alone: what else is read in one piece is read for its digest, and by parts afterwards. */
    private Optional<String> given(Inspection.Input input) {
        Stream<String> datasets = Stream.concat(selection.validation().stream(), selection.test().stream())
                .map(Selection.Dataset::uri);
        boolean isDataset =
                selection.calibration() != null && selection.calibration().uri().equals(input.uri())
                        || datasets.anyMatch(input.uri()::equals);
        return isDataset ? inputs.given(input) : Optional.empty();
    }

    /** What weights of the models that inspect found are made to, before they are run. */
    public WeightsForm form(Inspection inspection) {
        return WeightsForm.of(selection, inspection.ofAdapters());
    }

    /**
     * After reading an architecture or a dataset under its digest, before publishing what was made from it.
     *
     * @throws dev.radin.fault.RadinException {@code InputChanged} when it is no longer what it was
     */
    public void confirm(Inspection.Input input) {
        digests.confirm(input, digests.of(input));
    }

    /**
     * Looks at several inputs once more, before publishing what was made from them.
     *
     * @param confirmations each of which throws what is to be said; of several the first in their order is
     */
    public void confirmAll(List<Runnable> confirmations) {
        requests.each(confirmations.size(), i -> confirmations.get(i).run());
    }

    /** The digest of what makes the passes: of the architecture's file, or of what is known of a program. */
    public String evaluatorDigest(Inspection inspection) {
        return selection.evaluator() == null
                ? digests.of(inspection.architecture())
                : selection.evaluator().identity();
    }

    /** As {@link #confirm}, of what makes the passes: a program is what the resource says it is. */
    public void confirmEvaluator(Inspection inspection) {
        if (selection.evaluator() == null) {
            confirm(inspection.architecture());
        }
    }

    /**
     * Begins an object that is made from inputs under digests.
     *
     * @param confirm throws when an input is no longer what its digest says; asked at the last moment before publishing
     */
    public Publication create(Location uri, Runnable confirm) {
        return new ConfirmedPublication(store.create(uri), confirm);
    }
}
