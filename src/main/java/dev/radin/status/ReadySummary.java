package dev.radin.status;

import dev.radin.plan.Step;
import dev.radin.protocol.Decimal;
import dev.radin.protocol.Published;
import dev.radin.protocol.Significance;
import dev.radin.protocol.StageTask;

/** The state of a selection in one word and in one sentence: reason and message of its {@code Succeeded} and {@code Ready}
 * conditions. */
record ReadySummary(String word, String sentence) {

    static ReadySummary of(SelectionState state) {
        if (state instanceof SelectionState.Running running) {
            return running(running);
        } else if (state instanceof SelectionState.Suspended) {
            return new ReadySummary(
                    "Suspended",
                    "spec.suspend is true; finished passes are kept, and set to false it goes on from them");
        } else if (state instanceof SelectionState.Refused refused) {
            return new ReadySummary(refused.reason().name(), refused.message());
        } else if (state instanceof SelectionState.Hindered hindered) {
            return new ReadySummary(hindered.reason().name(), hindered.message());
        }
        Step end = ((SelectionState.Ended) state).end();
        if (end instanceof Step.Failed failed) {
            return new ReadySummary(
                    failed.failure().reason().name(), failed.failure().message());
        }
        Published result = ((Step.Finished) end).result();
        return new ReadySummary(result.singleKept() ? "BestSingleKept" : "SoupSelected", result(result));
    }

    private static ReadySummary running(SelectionState.Running running) {
        if (running.blocker() != null) {
            return new ReadySummary(
                    running.blocker().reason().name(), running.blocker().message());
        }
        StageTask task = running.task();
        return switch (task.stage()) {
            case inspect -> new ReadySummary("Inspecting", "looking at the inputs");
            case extract -> new ReadySummary("MakingPasses", done(running) + " passes of single models made");
            case rank -> new ReadySummary("Ranking", "ranking candidates, round " + task.round());
            case evaluate -> new ReadySummary(
                    "EvaluatingSoups", done(running) + " soups of round " + task.round() + " evaluated");
            case publish -> new ReadySummary("Publishing", "writing the result");
        };
    }

    private static String done(SelectionState.Running running) {
        return running.itemsDone() + " of " + running.task().items();
    }

    /** The result's own verdict, or what versions that gave none said of their results. */
    private static String result(Published result) {
        return result.verdict() == null ? withoutVerdict(result) : result.verdict();
    }

    private static String withoutVerdict(Published result) {
        String single =
                result.single().model() + " (" + Decimal.score(result.single().score()) + ")";
        if (result.singleKept()) {
            return "no soup of " + result.evaluated() + " evaluated beat the best single model, " + single
                    + "; it is kept";
        }
        return "a soup of " + result.best().size() + " of " + result.models() + " models scores "
                + Decimal.score(result.best().score()) + ", " + Decimal.gain(result.gain())
                + " against the best single model, " + single
                + (result.pValue() == null
                        ? ""
                        : "; " + Significance.clause(result.pValue()) + " (" + Significance.probability(result.pValue())
                                + ")");
    }
}
