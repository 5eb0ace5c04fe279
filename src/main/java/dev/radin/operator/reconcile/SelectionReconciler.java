package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.event.SelectionEvents;
import dev.radin.operator.metric.SelectionMetrics;
import dev.radin.operator.metric.SelectionStates;
import dev.radin.operator.observe.EventReasons;
import dev.radin.operator.observe.ObservedJob;
import dev.radin.operator.observe.Observer;
import dev.radin.status.ConditionQueries;
import dev.radin.status.EndedStage;
import dev.radin.status.SelectionState;
import dev.radin.status.StatusWriter;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;

/** Observes a selection's Jobs, decides, acts, tells: Events first, as they are not repeated, then one status write. */
public final class SelectionReconciler implements Reconciler<SoupSelection> {

    private final OperatorConfig config;
    private final SelectionEvents events;
    private final SelectionStates states;
    private final SelectionMetrics metrics;
    private final InstantSource clock;
    private InformerEventSource<Job, SoupSelection> jobSource;

    public SelectionReconciler(
            OperatorConfig config, SelectionEvents events, MeterRegistry registry, InstantSource clock) {
        this.config = config;
        this.events = events;
        this.states = new SelectionStates(registry);
        this.metrics = new SelectionMetrics(registry);
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, SoupSelection>> prepareEventSources(EventSourceContext<SoupSelection> context) {
        jobSource = EventSources.jobs(context);
        states.of(() -> context.getPrimaryCache().list());
        return List.of(jobSource, EventSources.pods(context));
    }

    @Override
    public UpdateControl<SoupSelection> reconcile(SoupSelection resource, Context<SoupSelection> context) {
        List<ObservedJob> jobs = Observer.jobs(resource, context);
        Decision decision = Decider.decide(resource, jobs);

        Actions actions = new Actions(context.getClient(), config, resource, decision.selection());
        SelectionState situation = actions.apply(
                decision, jobs, job -> context.resourceOperations().create(job, jobSource));
        EventReasons told = new EventReasons(context.getClient());
        StuckJobs stuck = new StuckJobs(told::ofJob, told::ofPods, actions::provideAgain, config, clock.instant());
        situation = stuck.explain(situation, decision.current());

        Instant now = clock.instant();
        SoupSelectionStatus status =
                new StatusWriter(resource, decision.selection()).write(situation, decision.passed(), now);
        UpdateControl<SoupSelection> control = UpdateControl.noUpdate();
        stuck.lookAgain().ifPresent(control::rescheduleAfter);
        switch (StatusChange.between(resource.getStatus(), status)) {
            case NONE -> {}
            case PROGRESS -> tellProgress(resource, status, now, context, control);
            case STATE -> tellState(resource, status, decision.passed(), now, context);
        }
        return control;
    }

    private void tellProgress(
            SoupSelection resource,
            SoupSelectionStatus status,
            Instant now,
            Context<SoupSelection> context,
            UpdateControl<SoupSelection> control) {
        Instant due = lastProgress(resource.getStatus()).plus(config.progressInterval());
        if (now.isBefore(due)) {
            control.rescheduleAfter(Duration.between(now, due));
        } else {
            StatusUpdate.write(resource, status, context);
        }
    }

    /** Long ago when the status has none that can be read. */
    private static Instant lastProgress(SoupSelectionStatus status) {
        try {
            return Instant.parse(status.progress.lastUpdateTime);
        } catch (NullPointerException | DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private void tellState(
            SoupSelection resource,
            SoupSelectionStatus status,
            List<EndedStage> passed,
            Instant now,
            Context<SoupSelection> context) {
        SoupSelectionStatus before = resource.getStatus();
        events.publish(resource, status, now);
        if (StatusUpdate.write(resource, status, context)) {
            StateLog.write(resource, status);
            states.show(ConditionQueries.ready(status).getReason());
            metrics.written(before, passed);
        }
    }
}
