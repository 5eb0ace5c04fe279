package dev.radin.status;

import dev.radin.protocol.Stage;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The conditions of a selection: {@code Succeeded}, which every end decides; {@code Suspended}; {@code Ready}, {@code
 * Reconciling} and {@code Stalled} as kstatus defines them; {@code PassesMade} and {@code Published}, the two stages that
 * others may wait for; and {@code JobsIgnored} while there are Jobs whose labels somebody changed. A condition whose status
 * did not change keeps the time of its last transition.
 */
public final class Conditions {

    public static final String JOBS_IGNORED = "JobsIgnored";

    private static final String TRUE = "True";
    private static final String FALSE = "False";

    private final List<Condition> before;
    private final long generation;
    private final Instant now;
    private final List<Condition> conditions = new ArrayList<>();

    private Conditions(List<Condition> before, long generation, Instant now) {
        this.before = before;
        this.generation = generation;
        this.now = now;
    }

    static List<Condition> of(
            List<Condition> before,
            SelectionState state,
            List<EndedStage> stages,
            String ignoredJobs,
            long generation,
            Instant now) {
        Conditions made = new Conditions(before == null ? List.of() : before, generation, now);
        made.summary(state);
        made.stage("PassesMade", Stage.extract, state, stages);
        made.stage("Published", Stage.publish, state, stages);
        if (!ignoredJobs.isEmpty()) {
            made.add(JOBS_IGNORED, TRUE, "UnreadableLabels", ignoredJobs);
        }
        return List.copyOf(made.conditions);
    }

    private void summary(SelectionState state) {
        ReadySummary summary = ReadySummary.of(state);
        boolean stalled = state.isStalled();
        boolean running =
                !stalled && (state instanceof SelectionState.Running || state instanceof SelectionState.Hindered);
        boolean suspended = state instanceof SelectionState.Suspended;
        boolean done = state.isDone();
        add("Succeeded", done ? TRUE : state.isFinal() ? FALSE : "Unknown", summary.word(), summary.sentence());
        add("Suspended", status(suspended), suspended ? summary.word() : "NotSuspended", "");
        add("Ready", status(done), summary.word(), summary.sentence());
        add("Reconciling", status(running), summary.word(), running ? summary.sentence() : "");
        add("Stalled", status(stalled), summary.word(), stalled ? summary.sentence() : "");
    }

    private void stage(String type, Stage stage, SelectionState state, List<EndedStage> stages) {
        boolean underWay = state instanceof SelectionState.Running running
                && running.task().stage() == stage;
        boolean failed = stages.stream().anyMatch(s -> s.result().task().stage() == stage && !s.succeeded());
        boolean over = isOver(stage, stages) && !underWay && !failed;
        String reason = over ? "Succeeded" : failed ? "Failed" : underWay ? "Running" : "Pending";
        add(type, status(over), reason, "");
    }

    /** Passes that were all in the cache are made once rank, which reads them, has ended. */
    private static boolean isOver(Stage stage, List<EndedStage> stages) {
        return stages.stream()
                .filter(EndedStage::succeeded)
                .map(s -> s.result().task().stage())
                .anyMatch(ended -> ended == stage || stage == Stage.extract && ended == Stage.rank);
    }

    private static String status(boolean holds) {
        return holds ? TRUE : FALSE;
    }

    private void add(String type, String status, String reason, String message) {
        conditions.add(new ConditionBuilder()
                .withType(type)
                .withStatus(status)
                .withReason(reason)
                .withMessage(Texts.brief(message))
                .withObservedGeneration(generation)
                .withLastTransitionTime(lastTransition(type, status))
                .build());
    }

    private String lastTransition(String type, String status) {
        return before.stream()
                .filter(c ->
                        type.equals(c.getType()) && status.equals(c.getStatus()) && c.getLastTransitionTime() != null)
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElseGet(() -> time(now));
    }

    static String time(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
