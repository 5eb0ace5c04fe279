package dev.radin.status;

import dev.radin.plan.Step;
import dev.radin.protocol.Published;
import dev.radin.protocol.Stage;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The conditions of a selection that has ended: Ready, Reconciling and Stalled as kstatus defines them, and one for each
 * step on the way.
 */
final class Conditions {

    private Conditions() {}

    static List<Condition> of(Step end, List<StatusWriter.Timed> stages, long generation, Instant now) {
        Made made = new Made(generation, time(now), new ArrayList<>());
        if (end instanceof Step.Finished finished) {
            Published result = finished.result();
            made.add("Ready", true, result.singleKept() ? "BestSingleKept" : "SoupSelected", sentence(result));
            made.add("Reconciling", false, "Done", "");
            made.add("Stalled", false, "Done", "");
        } else if (end instanceof Step.Failed failed) {
            String reason = failed.failure().reason().name();
            made.add("Ready", false, reason, failed.failure().message());
            made.add("Reconciling", false, reason, "");
            made.add("Stalled", true, reason, failed.failure().message());
        }
        made.add("Inspected", succeeded(stages, Stage.inspect), "Inspect", "");
        made.add("LogitsReady", succeeded(stages, Stage.rank), "Extract", "");
        made.add("Ranked", succeeded(stages, Stage.rank), "Rank", "");
        made.add("Evaluated", succeeded(stages, Stage.publish), "Evaluate", "");
        made.add("Published", succeeded(stages, Stage.publish), "Publish", "");
        return List.copyOf(made.conditions());
    }

    private record Made(long generation, String time, List<Condition> conditions) {

        void add(String type, boolean holds, String reason, String message) {
            conditions.add(new ConditionBuilder()
                    .withType(type)
                    .withStatus(holds ? "True" : "False")
                    .withReason(reason)
                    .withMessage(message)
                    .withObservedGeneration(generation)
                    .withLastTransitionTime(time)
                    .build());
        }
    }

    /** What one would tell a colleague. */
    private static String sentence(Published result) {
        String single =
                result.single().model() + " (" + Decimal.score(result.single().score()) + ")";
        if (result.singleKept()) {
            return "no soup of " + result.evaluated() + " evaluated beat the best single model, " + single
                    + "; it is kept";
        }
        return "a soup of " + result.best().size() + " of " + result.models() + " models scores "
                + Decimal.score(result.best().score()) + ", " + Decimal.gain(result.gain())
                + " against the best single model, " + single;
    }

    private static boolean succeeded(List<StatusWriter.Timed> stages, Stage stage) {
        return stages.stream()
                .anyMatch(s -> s.result().task().stage() == stage
                        && s.result().receipt().failure() == null);
    }

    static String time(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
