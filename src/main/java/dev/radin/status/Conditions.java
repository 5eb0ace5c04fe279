package dev.radin.status;

import dev.radin.plan.Step;
import dev.radin.protocol.Stage;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The conditions of a selection: {@code Ready}, {@code Reconciling} and {@code Stalled} as kstatus defines them, one for
 * each stage, and {@code JobsIgnored} while there are Jobs whose labels somebody changed. A condition whose status did not change keeps the time of its last transition.
 */
public final class Conditions {

    public static final String JOBS_IGNORED = "JobsIgnored";

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
        for (Stage stage : Stage.values()) {
            made.stage(stage, state, stages);
        }
        if (!ignoredJobs.isEmpty()) {
            made.add(JOBS_IGNORED, true, "UnreadableLabels", ignoredJobs);
        }
        return List.copyOf(made.conditions);
    }

    private void summary(SelectionState state) {
        ReadySummary ready = ReadySummary.of(state);
        boolean done = state instanceof SelectionState.Ended ended && ended.end() instanceof Step.Finished;
        boolean running = state instanceof SelectionState.Running;
        boolean stalled = !done && !running && !(state instanceof SelectionState.Suspended);
        add("Ready", done, ready.word(), ready.sentence());
        add("Reconciling", running, ready.word(), running ? ready.sentence() : "");
        add("Stalled", stalled, ready.word(), stalled ? ready.sentence() : "");
    }

    private void stage(Stage stage, SelectionState state, List<EndedStage> stages) {
        boolean underWay = state instanceof SelectionState.Running running
                && running.task().stage() == stage;
        boolean failed = stages.stream().anyMatch(s -> s.result().task().stage() == stage && !s.succeeded());
        boolean over = isOver(stage, stages) && !underWay && !failed;
        String reason = over ? "Succeeded" : failed ? "Failed" : underWay ? "Running" : "Pending";
        add(ReadySummary.conditionOf(stage), over, reason, "");
    }

    /** A stage that was skipped, as there was nothing to do, is over once a later one has ended. */
    private static boolean isOver(Stage stage, List<EndedStage> stages) {
        if (stage == Stage.rank || stage == Stage.inspect || stage == Stage.publish) {
            return stages.stream().anyMatch(s -> s.result().task().stage() == stage && s.succeeded());
        }
        Stage next = stage == Stage.extract ? Stage.rank : Stage.publish;
        return stages.stream()
                .filter(EndedStage::succeeded)
                .anyMatch(s ->
                        s.result().task().stage() == stage || s.result().task().stage() == next);
    }

    private void add(String type, boolean holds, String reason, String message) {
        String status = holds ? "True" : "False";
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
