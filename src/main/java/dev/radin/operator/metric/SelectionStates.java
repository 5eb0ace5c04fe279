package dev.radin.operator.metric;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.operator.event.Trouble;
import dev.radin.status.ConditionQueries;
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

    private final MeterRegistry registry;
    private final Set<State> seen = ConcurrentHashMap.newKeySet();
    private volatile Supplier<Stream<SoupSelection>> selections = Stream::empty;

    public SelectionStates(MeterRegistry registry) {
        this.registry = registry;
    }

    /** @param selections all that the cache holds now */
    public void of(Supplier<Stream<SoupSelection>> selections) {
        this.selections = selections;
        show(null);
    }

    /**
     * A gauge for a state that some selection is found in, or came to; it stays, at zero, when none is in it any more.
     *
     * @param status may be null, as that of a new selection is
     */
    public void show(SoupSelectionStatus status) {
        State state = State.of(status);
        if (seen.add(state)) {
            Gauge.builder("radin.selections", this, states -> states.count(state))
                    .description("SoupSelections by the reason of their Ready condition, and what that means for them")
                    .tag("state", state.word)
                    .tag("phase", state.phase.name())
                    .register(registry);
        }
    }

    private double count(State state) {
        return selections
                .get()
                .filter(selection -> State.of(selection.getStatus()).equals(state))
                .count();
    }

    private enum Phase {
        running,
        waiting,
        stalled,
        suspended,
        done;

        private static Phase of(SoupSelectionStatus status) {
            if (ConditionQueries.holds(status, "Ready")) {
                return done;
            }
            if (ConditionQueries.holds(status, "Suspended")) {
                return suspended;
            }
            if (ConditionQueries.holds(status, "Stalled")) {
                return stalled;
            }
            return Trouble.isWaiting(status) ? waiting : running;
        }
    }

    private record State(String word, Phase phase) {

        private static final State NEW = new State("New", Phase.waiting);

        private static State of(SoupSelectionStatus status) {
            return ConditionQueries.condition(status, "Ready")
                    .map(Condition::getReason)
                    .map(word -> new State(word, Phase.of(status)))
                    .orElse(NEW);
        }
    }
}
