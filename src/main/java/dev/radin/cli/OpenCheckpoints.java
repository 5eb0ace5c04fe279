package dev.radin.cli;

import dev.radin.cache.InputFiles;
import dev.radin.fault.RadinException;
import dev.radin.location.Location;
import dev.radin.store.Store;
import dev.radin.tensor.Limits;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.adapter.Adapter;
import dev.radin.tensor.checkpoint.Checkpoint;
import dev.radin.tensor.checkpoint.Compatibility;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The checkpoints of a command line: those that open, and why the others do not.
 *
 * @param checkpoints by what the command line calls them; a second mention gets a number
 */
record OpenCheckpoints(Map<String, Checkpoint> checkpoints, Map<String, RadinException> faults)
        implements AutoCloseable {

    /** @param key which of several weights in each, or null */
    static OpenCheckpoints open(Store store, Limits limits, List<Location> uris, String key) {
        InputFiles files = new InputFiles(store, limits);
        OpenCheckpoints opened = new OpenCheckpoints(new LinkedHashMap<>(), new LinkedHashMap<>());
        int mention = 0;
        for (Location uri : uris) {
            mention++;
            String name = opened.checkpoints.containsKey(uri.toString()) ? uri + " (" + mention + ")" : uri.toString();
            try {
                Checkpoint checkpoint = files.openCheckpoint(uri.toString(), key);
                opened.checkpoints.put(
                        name, Adapter.is(store, checkpoint) ? checkpoint : opened.namedAlike(checkpoint));
            } catch (RadinException e) {
                opened.faults.put(name, e);
            }
        }
        return opened;
    }

    /** No architecture says how tensors are called here, so the first checkpoint does. */
    private Checkpoint namedAlike(Checkpoint checkpoint) {
        return checkpoints.values().stream()
                .findFirst()
                .map(first -> checkpoint.named(
                        names(first.tensors().stream()),
                        names(first.tensors().stream().filter(Compatibility::mayLack))))
                .orElse(checkpoint);
    }

    private static Set<String> names(Stream<TensorInfo> tensors) {
        return tensors.map(TensorInfo::name).collect(Collectors.toSet());
    }

    /** For commands that need all of them. */
    void failOnUnreadable() {
        faults.values().stream().findFirst().ifPresent(fault -> {
            throw fault;
        });
    }

    @Override
    public void close() {
        checkpoints.values().forEach(Checkpoint::close);
    }
}
