package dev.radin.operator.reconcile;

import dev.radin.api.v1alpha1.CheckedSelection;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.api.v1alpha1.SpecValidator;
import dev.radin.operator.config.OperatorConfig;
import dev.radin.operator.event.SelectionEvents;
import dev.radin.operator.metric.RunningStages;
import dev.radin.operator.metric.SelectionMetrics;
import dev.radin.operator.metric.SelectionStates;
import dev.radin.operator.observe.Enquiries;
import dev.radin.operator.observe.Observation;
import dev.radin.operator.observe.Observer;
import dev.radin.operator.observe.UnreadableJob;
import dev.radin.status.ConditionQueries;
import dev.radin.status.Notes;
import dev.radin.status.SelectionState;
import dev.radin.status.StatusWriter;
import dev.radin.status.WorkDone;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ErrorStatusUpdateControl;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Observes a selection's Jobs, decides, acts, reports: Events first, as they are not repeated, then one write of the status.
 */
public final class SelectionReconciler implements Reconciler<SoupSelection> {

    private static final Logger LOG = LoggerFactory.getLogger(SelectionReconciler.class);

    private final OperatorConfig config;
    private final SelectionEvents events;
    private final SelectionStates states;
    private final RunningStages stages;
    private final SelectionMetrics metrics;
    private final InstantSource clock;
    private final Refusals refusals = new Refusals();
    private InformerEventSource<Job, SoupSelection> jobSource;

    public SelectionReconciler(
            OperatorConfig config, SelectionEvents events, MeterRegistry registry, InstantSource clock) {
        this.config = config;
        this.events = events;
        this.states = new SelectionStates(registry);
        this.stages = new RunningStages(registry, clock);
        this.metrics = new SelectionMetrics(registry);
        this.clock = clock;
    }

    @Override
    public List<EventSource<?, SoupSelection>> prepareEventSources(EventSourceContext<SoupSelection> context) {
        jobSource = EventSources.jobs(context);
        states.of(() -> context.getPrimaryCache().list().filter(Selections::isManagedHere));
        stages.of(jobSource::list);
        return List.of(jobSource, EventSources.pods(context));
    }

    /** One that somebody else manages gets nothing: no Job, no status, no Event. */
    @Override
    public UpdateControl<SoupSelection> reconcile(SoupSelection resource, Context<SoupSelection> context) {
        if (!Selections.isManagedHere(resource)) {
            return UpdateControl.noUpdate();
        }
        LogFields fields = LogFields.of(resource);
        try (fields) {
            states.show(resource.getStatus());
            return look(resource, context);
        }
    }

    /** What keeps the operator from its work is told in the status; the framework tries again, more and more rarely. */
    @Override
    public ErrorStatusUpdateControl<SoupSelection> updateErrorStatus(
            SoupSelection resource, Context<SoupSelection> context, Exception e) {
        LogFields fields = LogFields.of(resource);
        try (fields) {
            Hindrance.of(e, attempt(context)).ifPresent(hindrance -> tell(resource, hindrance, context));
        }
        return ErrorStatusUpdateControl.defaultErrorProcessing();
    }

    private void tell(SoupSelection resource, Hindrance hindrance, Context<SoupSelection> context) {
        SoupSelection before = context.getClient().getKubernetesSerialization().clone(resource);
        Instant now = clock.instant();
        SoupSelectionStatus status = new StatusWriter(resource, null).hindered(hindrance.state(), now);
        if (readyMessage(status).equals(readyMessage(before.getStatus()))) {
            return;
        }
        try {
            if (hindrance.isWorthAnEvent()) {
                publish(before, status, WorkDone.NONE, now, context);
            }
            StatusUpdate.write(resource, status, context);
            states.show(status);
        } catch (KubernetesClientException e) {
            LOG.warn("the status that says what is wrong was not written: {}", Actions.message(e));
        }
    }

    /** How often it was tried again, from 0. */
    private static int attempt(Context<SoupSelection> context) {
        return context.getRetryInfo().map(RetryInfo::getAttemptCount).orElse(0);
    }

    /** Tries it some times: an Event is made before the status, or not at all. Then the status matters more. */
    private void publish(
            SoupSelection resource,
            SoupSelectionStatus after,
            WorkDone done,
            Instant now,
            Context<SoupSelection> context) {
        try {
            events.publish(resource, after, done, now);
        } catch (KubernetesClientException e) {
            if (attempt(context) < Hindrance.ATTEMPTS_UNTOLD) {
                throw e;
            }
            LOG.warn("an Event was not made: {}", Actions.message(e));
        }
    }

    private static String readyMessage(SoupSelectionStatus status) {
        return ConditionQueries.condition(status, "Ready")
                .map(Condition::getMessage)
                .orElse("");
    }

    private UpdateControl<SoupSelection> look(SoupSelection resource, Context<SoupSelection> context) {
        CheckedSelection checked = ClusterRules.check(SpecValidator.validate(resource));
        if (Notes.haveEndedInLaterVersion(resource)) {
            UpdateControl<SoupSelection> left = UpdateControl.noUpdate();
            expire(
                    Expiry.of(resource, resource.getStatus(), clock.instant()),
                    Optional.empty(),
                    new Actions(context.getClient(), config, checked),
                    left);
            return left;
        }
        Observation observation = Observer.observe(resource, context);
        Decision decision = Decider.decide(checked, observation);

        Actions actions = new Actions(context.getClient(), config, checked);
        SelectionState state = actions.apply(decision, observation.jobs(), job -> context.resourceOperations()
                .create(job, jobSource));
        Instant now = clock.instant();
        StuckJobs stuck = stuckJobs(resource, decision, actions, context.getClient(), now);
        state = stuck.explain(state, decision.current());

        SoupSelectionStatus status = new StatusWriter(
                        resource,
                        checked.document() == null ? null : checked.document().selection())
                .write(state, decision.done(), ignoredJobs(observation), now);
        UpdateControl<SoupSelection> control = UpdateControl.noUpdate();
        stuck.lookAgain().ifPresent(pause -> {
            LOG.debug("looking again in {} s", pause.toSeconds());
            control.rescheduleAfter(pause);
        });
        switch (StatusChange.between(resource.getStatus(), status)) {
            case NONE -> {}
            case PROGRESS -> writeProgress(resource, status, now, context, control);
            case STATE -> writeState(resource, status, decision.done(), now, context);
        }
        expire(Expiry.of(resource, status, now), stuck.lookAgain(), actions, control);
        return control;
    }

    private void expire(
            Duration left, Optional<Duration> lookAgain, Actions actions, UpdateControl<SoupSelection> control) {
        if (left == null) {
            return;
        }
        if (left.compareTo(Duration.ZERO) > 0) {
            control.rescheduleAfter(
                    lookAgain.filter(pause -> pause.compareTo(left) < 0).orElse(left));
        } else if (!actions.deleteResource()) {
            control.rescheduleAfter(config.troubleInterval());
        }
    }

    private StuckJobs stuckJobs(
            SoupSelection resource, Decision decision, Actions actions, KubernetesClient client, Instant now) {
        return new StuckJobs(
                Enquiries.of(client),
                actions::provideAgain,
                () -> refusals.since(
                        resource.getMetadata().getUid(),
                        decision.launch().orElseThrow().name(),
                        now),
                config,
                now);
    }

    private static String ignoredJobs(Observation observation) {
        return observation.unreadable().stream().map(UnreadableJob::message).collect(Collectors.joining(". "));
    }

    private void writeProgress(
            SoupSelection resource,
            SoupSelectionStatus status,
            Instant now,
            Context<SoupSelection> context,
            UpdateControl<SoupSelection> control) {
        Instant last = lastProgress(Notes.of(resource));
        Instant due = last.plus(config.progressInterval());
        if (!last.isAfter(now) && now.isBefore(due)) {
            control.rescheduleAfter(Duration.between(now, due));
        } else {
            StatusUpdate.write(resource, status, context);
        }
    }

    /** Long ago when that is not known. */
    private static Instant lastProgress(Notes notes) {
        try {
            return Instant.parse(notes.counts().changed());
        } catch (NullPointerException | DateTimeParseException e) {
            return Instant.EPOCH;
        }
    }

    private void writeState(
            SoupSelection resource,
            SoupSelectionStatus status,
            WorkDone done,
            Instant now,
            Context<SoupSelection> context) {
        SoupSelectionStatus before = resource.getStatus();
        publish(resource, status, done, now, context);
        if (StatusUpdate.write(resource, status, context)) {
            StateLog.write(before, status);
            states.show(status);
            metrics.written(resource.getMetadata().getUid(), before, done);
        }
    }
}
