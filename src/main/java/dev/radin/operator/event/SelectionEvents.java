package dev.radin.operator.event;

import dev.radin.api.v1alpha1.ExcludedModelStatus;
import dev.radin.api.v1alpha1.Selections;
import dev.radin.api.v1alpha1.SoupSelection;
import dev.radin.api.v1alpha1.SoupSelectionStatus;
import dev.radin.fault.Truncation;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Selection.UnusableModelPolicy;
import dev.radin.status.ConditionQueries;
import dev.radin.status.Conditions;
import dev.radin.status.EndedStage;
import dev.radin.status.NewStages;
import dev.radin.status.WorkDone;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.MicroTime;
import io.fabric8.kubernetes.api.model.events.v1.Event;
import io.fabric8.kubernetes.api.model.events.v1.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on a resource: the ends of its stages, its result, what stopped it, what keeps it waiting, and models left out. An
 * event is named by its occasion, so that an operator that was killed after making it does not make it twice.
 */
public final class SelectionEvents {

    private static final Logger LOG = LoggerFactory.getLogger(SelectionEvents.class);
    private static final String CONTROLLER = "radin.dev/operator";

    /** The API server reads six digits, neither more nor fewer. */
    private static final DateTimeFormatter MICROSECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSS'Z'").withZone(ZoneOffset.UTC);

    /** The API server speaks of characters and counts bytes. */
    private static final int MOST_NOTE_BYTES = 1024;

    private final KubernetesClient client;
    private final String instance;

    /** @param instance this replica's name */
    public SelectionEvents(KubernetesClient client, String instance) {
        this.client = client;
        this.instance = instance;
    }

    /**
     * Tells what the new status has that the resource's present one has not.
     *
     * @param done what the new status is made from
     */
    public void publish(SoupSelection resource, SoupSelectionStatus after, WorkDone done, Instant now) {
        List<Notice> notices = new ArrayList<>();
        for (EndedStage stage : NewStages.of(resource.getMetadata().getUid(), resource.getStatus(), done)) {
            StageNotes.of(stage)
                    .ifPresent(said -> notices.add(new Notice(false, said.reason(), said.note(), stage.job())));
        }
        notices.addAll(notices(resource, after));
        for (Notice notice : notices) {
            try {
                client.events()
                        .v1()
                        .events()
                        .resource(event(resource, notice, now))
                        .create();
            } catch (KubernetesClientException e) {
                if (e.getCode() == HttpURLConnection.HTTP_FORBIDDEN) {
                    // As in a namespace that is being deleted.
                    LOG.warn("an Event was not made: {}", e.getMessage());
                } else if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
                    throw e;
                }
                // Otherwise it was said already.
            }
        }
    }

    /** @param occasion of which there is one Event with this reason */
    private record Notice(boolean warning, String reason, String note, String occasion) {

        static Notice of(SoupSelection resource, boolean warning, String reason, String note) {
            return new Notice(warning, reason, note, resource.getMetadata().getGeneration() + " " + note);
        }
    }

    private static List<Notice> notices(SoupSelection resource, SoupSelectionStatus after) {
        SoupSelectionStatus before = resource.getStatus();
        List<Notice> notices = new ArrayList<>();
        boolean goesOn = Selections.unusableModelPolicy(resource) == UnusableModelPolicy.Exclude;
        if (goesOn && excluded(after) > excluded(before)) {
            notices.add(Notice.of(resource, true, "ModelsExcluded", leftOut(after)));
        }
        String ignored = message(after, Conditions.JOBS_IGNORED);
        if (ignored != null && !ignored.equals(message(before, Conditions.JOBS_IGNORED))) {
            notices.add(Notice.of(resource, true, Conditions.JOBS_IGNORED, ignored));
        }
        Condition ready = ConditionQueries.ready(after);
        Optional<Condition> earlier = ConditionQueries.condition(before, "Ready");
        boolean reasonIsNew =
                !ready.getReason().equals(earlier.map(Condition::getReason).orElse(null));
        boolean messageIsNew =
                !ready.getMessage().equals(earlier.map(Condition::getMessage).orElse(null));
        boolean done = ConditionQueries.holds(after, "Ready");
        boolean ended = done || ConditionQueries.holds(after, "Stalled");
        // The messages of waiting name pods, which come and go.
        if (ended && (reasonIsNew || messageIsNew) || Trouble.isWaiting(after) && reasonIsNew) {
            notices.add(Notice.of(resource, !done, ready.getReason(), ready.getMessage()));
        }
        return notices;
    }

    private static String message(SoupSelectionStatus status, String condition) {
        return ConditionQueries.condition(status, condition)
                .map(Condition::getMessage)
                .orElse(null);
    }

    /** How many models are. */
    private static int excluded(SoupSelectionStatus status) {
        return status == null || status.modelCounts == null
                ? 0
                : Objects.requireNonNullElse(status.modelCounts.excluded, 0);
    }

    private static String leftOut(SoupSelectionStatus status) {
        return excluded(status) + " left out: "
                + Objects.requireNonNullElse(status.excludedModels, List.<ExcludedModelStatus>of()).stream()
                        .map(e -> e.model + " (" + e.reason + "): " + e.message)
                        .collect(Collectors.joining("; "));
    }

    private Event event(SoupSelection resource, Notice notice, Instant now) {
        String note = Truncation.toBytes(notice.note(), MOST_NOTE_BYTES);
        String hash =
                Hash.brief(Hash.sha256(List.of(resource.getMetadata().getUid(), notice.occasion(), notice.reason())));
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getMetadata().getName() + "." + hash)
                .endMetadata()
                .withEventTime(new MicroTime(MICROSECONDS.format(now)))
                .withReportingController(CONTROLLER)
                .withReportingInstance(instance)
                .withAction("Reconcile")
                .withReason(notice.reason())
                .withType(notice.warning() ? "Warning" : "Normal")
                .withNote(note)
                .withNewRegarding()
                .withApiVersion(resource.getApiVersion())
                .withKind(resource.getKind())
                .withNamespace(resource.getMetadata().getNamespace())
                .withName(resource.getMetadata().getName())
                .withUid(resource.getMetadata().getUid())
                .endRegarding()
                .build();
    }
}
