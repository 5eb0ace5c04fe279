package dev.radin.cli;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.store.Store;
import dev.radin.tensor.adapter.Adapter;
import dev.radin.tensor.checkpoint.Checkpoint;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The adapters among the checkpoints of a command line, by the same names.
 *
 * @param faults why others cannot be averaged as adapters
 */
record OpenAdapters(Map<String, Adapter> adapters, Map<String, RadinException> faults) {

    static OpenAdapters among(Map<String, Checkpoint> checkpoints, Store store) {
        OpenAdapters opened = new OpenAdapters(new LinkedHashMap<>(), new LinkedHashMap<>());
        checkpoints.forEach((name, checkpoint) -> {
            if (Adapter.is(store, checkpoint)) {
                try {
                    opened.adapters.put(name, Adapter.of(store, checkpoint));
                } catch (RadinException e) {
                    opened.faults.put(name, e);
                }
            }
        });
        return opened;
    }

    boolean isEmpty() {
        return adapters.isEmpty() && faults.isEmpty();
    }

    boolean contains(String name) {
        return adapters.containsKey(name) || faults.containsKey(name);
    }

    /** For a command that needs all of them. */
    void failOnOthers(Map<String, Checkpoint> checkpoints) {
        faults.values().stream().findFirst().ifPresent(fault -> {
            throw fault;
        });
        checkpoints.keySet().stream()
                .filter(name -> !adapters.containsKey(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new RadinException(
                            Reason.IncompatibleModels,
                            adapters.keySet().iterator().next() + " is an adapter, and " + name
                                    + " is not; average adapters with each other, and models with each other");
                });
    }
}
