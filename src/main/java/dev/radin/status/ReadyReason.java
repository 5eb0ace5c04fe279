package dev.radin.status;

import dev.radin.plan.Step;
import dev.radin.protocol.Published;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;

/** The state of a selection in one word and in one sentence: reason and message of its {@code Ready} condition. */
record ReadyReason(String word, String sentence) {

    static ReadyReason of(Situation situation) {
        if (situation instanceof Situation.Running running) {
            return running(running);
        } else if (situation instanceof Situation.Suspended) {
            return new ReadyReason(
                    "Suspended",
                    "spec.suspend is true; finished passes are kept, and set to false it goes on from them");
        } else if (situation instanceof Situation.Refused refused) {
            return new ReadyReason(refused.reason().name(), refused.message());
        }
        Step end = ((Situation.Ended) situation).end();
        if (end instanceof Step.Failed failed) {
            return new ReadyReason(
                    failed.failure().reason().name(), failed.failure().message());
        }
        Published result = ((Step.Finished) end).result();
        return new ReadyReason(result.singleKept() ? "BestSingleKept" : "SoupSelected", result(result));
    }

    private static ReadyReason running(Situation.Running running) {
        if (running.waiting() != null) {
            return new ReadyReason(
                    running.waiting().reason().name(), running.waiting().message());
        }
        StageTask task = running.task();
        return switch (task.stage()) {
            case inspect -> new ReadyReason("Inspecting", "looking at the inputs");
            case extract -> new ReadyReason("ExtractingLogits", done(running) + " passes of single models made");
            case rank -> new ReadyReason(
                    "Ranking", "ranking candidates by their averaged logits, round " + task.round());
            case evaluate -> new ReadyReason(
                    "EvaluatingSoups", done(running) + " soups of round " + task.round() + " evaluated");
            case publish -> new ReadyReason("Publishing", "writing the result");
        };
    }

    private static String done(Situation.Running running) {
        return running.itemsDone() + " of " + running.task().items();
    }

    /** What one would tell a colleague. */
    private static String result(Published result) {
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

    /** The condition that a stage, once over, makes true. */
    static String conditionOf(Stage stage) {
        return switch (stage) {
            case inspect -> "Inspected";
            case extract -> "LogitsReady";
            case rank -> "Ranked";
            case evaluate -> "Evaluated";
            case publish -> "Published";
        };
    }
}
