package dev.radin.operator;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SpecValidator;
import dev.radin.operator.observe.Observation;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.reconcile.Decider;
import dev.radin.operator.reconcile.Decision;
import java.util.List;

/** What is decided for a resource and Jobs that say what they do. */
public final class Decisions {

    private Decisions() {}

    public static Decision of(SoupSelection resource, List<ObservedJob> jobs) {
        return Decider.decide(SpecValidator.validate(resource), new Observation(jobs, List.of()));
    }
}
