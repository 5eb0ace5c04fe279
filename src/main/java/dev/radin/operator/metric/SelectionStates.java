package dev.radin.operator.metric;

import dev.radin.api.v1alpha1.SoupSelection;
import io.fabric8.kubernetes.api.model.Condition;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How many selections are in which state, counted in the informer's cache when somebody asks: what is deleted is not
 * counted any more, and a restart forgets nothing.
 */
public final class SelectionStates {

    private static final String NEW = "New";

    private final MeterRegistry registry;
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private volatile Supplier<Stream<SoupSelection>> selections = Stream::empty;

    public SelectionStates(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param selections all that the cache holds now */
    public void of(Supplier<Stream<SoupSelection>> selections) {
        this.selections = selections;
        show(NEW);
    }

    /** A gauge for a state that some selection came to; it stays, at zero, when none is in it any more. */
    public void show(String state) {
        if (seen.add(state)) {
            Gauge.builder("radin.selections", this, states -> states.count(state))
                    .description("SoupSelections by the reason of their Ready condition")
                    .tag("state", state)
                    .register(registry);
        }
    }

    private double count(String state) {
        return selections.get().filter(s -> stateOf(s).equals(state)).count();
    }

    private static String stateOf(SoupSelection selection) {
        return selection.getStatus() == null || selection.getStatus().conditions == null
                ? NEW
                : selection.getStatus().conditions.stream()
                        .filter(c -> "Ready".equals(c.getType()))
                        .map(Condition::getReason)
                        .findFirst()
                        .orElse(NEW);
    }
}
