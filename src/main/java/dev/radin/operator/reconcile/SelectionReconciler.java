package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.api.v1alpha1.SpecValidator;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.event.SelectionEvents;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.observe.Observer;
import dev.radin.protocol.Selection;
import dev.radin.status.Situation;
import dev.radin.status.StatusWriter;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Observes a selection's Jobs, decides, acts, tells: Events first, as they are not repeated, then one status write. */
public final class SelectionReconciler implements Reconciler<SoupSelection> {

    private final OperatorConfig config;
    private final SelectionEvents events;
    private final InstantSource clock;
    private InformerEventSource<Job, SoupSelection> jobSource;

    public SelectionReconciler(OperatorConfig config, SelectionEvents events, InstantSource clock) {
        this.config = config;
        this.events = events;
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, SoupSelection>> prepareEventSources(EventSourceContext<SoupSelection> context) {
        jobSource = EventSources.jobs(context);
        return List.of(jobSource, EventSources.pods(context));
    }

    @Override
    public UpdateControl<SoupSelection> reconcile(SoupSelection resource, Context<SoupSelection> context) {
        List<ObservedJob> jobs = Observer.jobs(resource, context);
        Decision decision = Decider.decide(resource, jobs);

        Actions actions = new Actions(context.getClient(), config, resource);
        Situation situation = actions.apply(
                decision, jobs, job -> context.resourceOperations().create(job, jobSource));
        StuckJobs stuck = new StuckJobs(context.getClient(), config, clock.instant());
        situation = stuck.explain(situation, decision.current(), actions);

        Selection selection = SpecValidator.validate(resource).isEmpty() ? Selections.of(resource) : null;
        Instant now = clock.instant();
        SoupSelectionStatus status = new StatusWriter(resource, selection).write(situation, decision.passed(), now);
        return tell(resource, status, now, context, stuck.lookAgain());
    }

    private UpdateControl<SoupSelection> tell(
            SoupSelection resource,
            SoupSelectionStatus status,
            Instant now,
            Context<SoupSelection> context,
            Optional<Duration> lookAgain) {
        UpdateControl<SoupSelection> control = UpdateControl.noUpdate();
        lookAgain.ifPresent(control::rescheduleAfter);
        return switch (StatusChange.between(resource.getStatus(), status)) {
            case NONE -> control;
            case PROGRESS -> {
                Instant due = Instant.parse(resource.getStatus().progress.lastUpdateTime)
                        .plus(config.progressInterval());
                if (now.isBefore(due)) {
                    yield control.rescheduleAfter(Duration.between(now, due));
                }
                write(resource, status, context);
                yield control;
            }
            case STATE -> {
                events.publish(resource, status, now);
                write(resource, status, context);
                yield control;
            }
        };
    }

    /** The whole status, if the resource is still the one that was looked at. */
    private static void write(SoupSelection resource, SoupSelectionStatus status, Context<SoupSelection> context) {
        resource.setStatus(status);
        StatusUpdate.of(resource, context);
    }
}
