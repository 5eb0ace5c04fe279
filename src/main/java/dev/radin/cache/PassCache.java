package dev.radin.cache;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.inference.NonFiniteLogits;
import dev.radin.protocol.Defaults;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Layout;
import dev.radin.protocol.PassFault;
import dev.radin.protocol.PassKey;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.Inference;
import dev.radin.protocol.WeightsForm;
import dev.radin.soup.Threads;
import dev.radin.store.Blob;
import dev.radin.store.Store;
import dev.radin.tensor.TensorSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Passes and faults in the cache. */
public final class PassCache {

    /** The part of the memory for buffers that passes may be kept in. */
    private static final int KEPT = 32;

    private final Selection selection;
    private final WorkerSettings settings;
    private final Store store;
    private final Layout layout;
    private final StoredJson json;
    private final InputDigests digests;
    private final NetworkDigests networks;
    private final Threads requests;
    private final KeptObjects objects;

    /** What this process knows of passes. None is made twice, and nothing is said of one that is made. */
    private final Set<PassKey> made = ConcurrentHashMap.newKeySet();

    private final Map<PassKey, PassFault> faults = new ConcurrentHashMap<>();

    PassCache(
            Selection selection,
            WorkerSettings settings,
            Store store,
            Layout layout,
            StoredJson json,
            InputDigests digests,
            NetworkDigests networks,
            Threads requests) {
        this.selection = selection;
        this.settings = settings;
        this.store = store;
        this.layout = layout;
        this.json = json;
        this.digests = digests;
        this.networks = networks;
        this.requests = requests;
        this.objects = new KeptObjects(store, settings.limits().bufferBytes() / KEPT);
    }

    /** Whether {@link #key} need read neither architecture nor dataset. */
    public boolean isKeyKnown(Inspection inspection, Inspection.Dataset dataset) {
        return (selection.evaluator() != null || networks.isKnown(inspection.architecture()))
                && digests.known(dataset.input()).isPresent();
    }

    /**
     * The pass of a mixture over a dataset; reads architecture and dataset when their digests are not known yet.
     *
     * @param weights by the members' content digests
     */
    public PassKey key(TreeMap<String, Double> weights, Inspection inspection, Inspection.Dataset dataset) {
        PassKey key = key(weights, inspection, dataset, selection.inference());
        return statistics(weights, inspection).map(key::with).orElse(key);
    }

    /**
     * What BatchNorm layers measure with these weights, before they are run over anything else. Single models keep the
     * statistics of their own training.
     *
     * @return empty where nothing is measured
     */
    public Optional<PassKey> statistics(TreeMap<String, Double> weights, Inspection inspection) {
        return Optional.ofNullable(inspection.calibration())
                .filter(calibration -> weights.size() > 1)
                .map(calibration -> key(weights, inspection, calibration, Defaults.SELECTION.inference())
                        .measuring(selection.inference().batchSize()));
    }

    private PassKey key(
            TreeMap<String, Double> weights, Inspection inspection, Inspection.Dataset dataset, Inference inference) {
        return PassKey.of(
                weights,
                evaluator(inspection),
                digests.of(dataset.input()),
                inference,
                WeightsForm.of(selection, inspection.ofAdapters()),
                settings.device());
    }

    /** {@code sha256:<hex>} of what runs the weights, as it is in the names of passes; not of an architecture's file. */
    String evaluator(Inspection inspection) {
        return selection.evaluator() == null
                ? networks.of(inspection.architecture())
                : selection.evaluator().identity();
    }

    public boolean isMade(PassKey key) {
        if (!made.contains(key) && store.stat(layout.pass(key)).isPresent()) {
            made.add(key);
        }
        return made.contains(key);
    }

    /** Why it cannot be made; empty where it is made, or nobody has tried. */
    public Optional<PassFault> fault(PassKey key) {
        if (!faults.containsKey(key) && !made.contains(key)) {
            json.readIfPresent(layout.fault(key), PassFault.class).ifPresent(fault -> faults.put(key, fault));
        }
        return Optional.ofNullable(faults.get(key));
    }

    /** Whether there is nothing left to do for it. */
    public boolean isSettled(PassKey key) {
        return isMade(key) || fault(key).isPresent();
    }

    /** As {@link #isSettled}, of a pass that is probably not: both are asked at once. */
    private boolean isSettledByNow(PassKey key) {
        return requests.map(2, i -> i == 0 ? isMade(key) : fault(key).isPresent())
                .contains(true);
    }

    /** Those of them for which there is nothing left to do. */
    public Set<PassKey> settled(Collection<PassKey> keys) {
        List<PassKey> asked = keys.stream().distinct().toList();
        List<Boolean> settled = requests.map(asked.size(), i -> isSettled(asked.get(i)));
        return IntStream.range(0, asked.size())
                .filter(settled::get)
                .mapToObj(asked::get)
                .collect(Collectors.toSet());
    }

    /** For who makes passes: what this process makes is claimed for as long as they are open. */
    public PassClaims claims() {
        return new PassClaims(
                new Claimant(selection.namespace() + "/" + selection.name()),
                store,
                layout.claims(),
                this::isSettledByNow,
                PassClaims.Timing.USUAL);
    }

    /** Has them in memory, as far as there is memory for them, for whoever comes to one after the other. */
    public void fetch(List<PassKey> keys) {
        requests.each(keys.size(), i -> {
            if (fault(keys.get(i)).isEmpty()) {
                objects.fetch(layout.pass(keys.get(i)));
            }
        });
    }

    /** What this process has published, or found there when it came to that. */
    void published(PassKey key) {
        made.add(key);
    }

    /** @throws RadinException {@code WorkerFailed} when they were never measured */
    public TensorSource openStatistics(PassKey key, String what) {
        return StoredStatistics.open(made(key, "BatchNorm's statistics of " + what + " are"), settings.limits());
    }

    public void publishFault(PassKey key, RadinException fault) {
        Integer example = fault instanceof NonFiniteLogits logits ? logits.example() : null;
        json.publish(layout.fault(key), new PassFault(fault.reason(), fault.getMessage(), example));
    }

    /**
     * @throws RadinException {@code WorkerFailed} when the pass was never made: an earlier stage did not finish
     */
    public StoredPass open(PassKey key, String what) {
        return StoredPass.open(made(key, "the pass of " + what + " is"), settings.limits());
    }

    /**
     * What a program scored each example in a pass.
     *
     * @return [examples]
     * @throws RadinException {@code WorkerFailed} when the pass was never made
     */
    public float[] scores(PassKey key, String what) {
        return StoredScores.read(made(key, "the pass of " + what + " is"), settings.limits());
    }

    private Blob made(PassKey key, String whatIs) {
        try {
            Blob pass = objects.open(layout.pass(key));
            made.add(key);
            return pass;
        } catch (RadinException e) {
            throw e.reason() == Reason.InputNotFound ? missing(key, whatIs) : e;
        }
    }

    private RadinException missing(PassKey key, String whatIs) {
        return new RadinException(
                Reason.WorkerFailed,
                layout.pass(key) + ": " + whatIs
                        + " missing; was the cache emptied while the selection ran? run it again");
    }
}
