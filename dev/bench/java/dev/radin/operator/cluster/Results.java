package dev.radin.operator.cluster;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.status.ConditionQueries;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Waits until all of a number of selections are Ready, as a watch tells. */
final class Results implements ResourceEventHandler<SoupSelection> {

    private final String prefix;
    private final Map<String, String> states = new ConcurrentHashMap<>();
    private final CountDownLatch missing;

    /** @param prefix of the names of those that count */
    Results(String prefix, int selections) {
        this.prefix = prefix;
        missing = new CountDownLatch(selections);
    }

    void await(Duration patience) throws InterruptedException {
        if (!missing.await(patience.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(missing.getCount() + " selections have no result after " + patience + ": "
                    + states.values().stream().collect(Collectors.groupingBy(s -> s, Collectors.counting())));
        }
    }

    @Override
    public void onAdd(SoupSelection selection) {
        String name = selection.getMetadata().getName();
        if (name.startsWith(prefix) && selection.getStatus() != null) {
            String state = ConditionQueries.holds(selection.getStatus(), "Ready") ? "Ready" : Sandbox.reason(selection);
            if (state.equals("Ready") && !state.equals(states.put(name, state))) {
                missing.countDown();
            }
            states.put(name, state);
        }
    }

    @Override
    public void onUpdate(SoupSelection old, SoupSelection selection) {
        onAdd(selection);
    }

    @Override
    public void onDelete(SoupSelection selection, boolean unknownState) {
        states.remove(selection.getMetadata().getName());
    }
}
