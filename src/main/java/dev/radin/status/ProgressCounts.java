package dev.radin.status;

import dev.radin.plan.Possible;
import dev.radin.protocol.AskedHash;
import dev.radin.protocol.Defaults;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Stage;
import java.time.Instant;
import java.util.List;

/**
 * Counts models and soups, from the stages that ended and the one under way. After an edit that changes no pass the counts go
 * on from the earlier ones until the stages of the new generation report their own.
 */
final class ProgressCounts {

    private final int datasets;
    private final AskedHash passes;
    private final Counts before;
    private Integer listed;
    private Integer usable;
    private Integer run;
    private int proposed;
    private int evaluated;

    /** @param before as it was counted last; may be null */
    ProgressCounts(Selection selection, List<EndedStage> stages, SelectionState state, Counts before) {
        this.datasets = selection.validation().size();
        this.passes = passes(selection);
        this.before = before;
        if (before != null && passes.is(before.passesOf())) {
            startFrom(before.within(new Possible(selection).models(), selection.evaluations()));
        }
        if (selection.modelsFrom().isEmpty()) {
            listed = selection.models().size();
        }
        int pending = 0;
        int added = 0;
        for (EndedStage stage : stages) {
            Receipt receipt = stage.result().receipt();
            if (receipt.inspected() != null) {
                listed = receipt.inspected().models() + receipt.inspected().excluded();
                usable = receipt.inspected().models();
                pending = receipt.inspected().passes();
                run(pending);
            } else if (receipt.ranked() != null) {
                usable = receipt.ranked().models();
                run = usable;
                proposed = receipt.ranked().proposed();
                added = receipt.ranked().added();
                evaluated = proposed - added + receipt.ranked().cachedSoups();
            } else if (receipt.stage() == Stage.evaluate && stage.succeeded()) {
                evaluated = proposed;
            } else if (receipt.stage() == Stage.extract && stage.succeeded()) {
                run = usable;
            }
        }
        if (state instanceof SelectionState.Running running) {
            if (running.task().stage() == Stage.extract) {
                run(pending - running.itemsDone());
            } else if (running.task().stage() == Stage.evaluate) {
                evaluated = proposed - added + running.itemsDone();
            }
        }
    }

    private void startFrom(Counts counted) {
        listed = counted.listed();
        usable = counted.usable();
        run = counted.run();
        proposed = counted.proposed();
        evaluated = counted.evaluated();
    }

    /** As it was kept, as long as it is the same. */
    private String passesOf() {
        return before != null && passes.is(before.passesOf()) ? before.passesOf() : passes.present();
    }

    /** What decides which passes there are. */
    private static AskedHash passes(Selection selection) {
        Selection passes = new Selection(
                "",
                "",
                selection.architecture(),
                selection.models(),
                selection.modelsFrom(),
                selection.base(),
                selection.validation(),
                List.of(),
                selection.calibration(),
                Defaults.SELECTION.metric(),
                Defaults.SELECTION.budget(),
                Defaults.SELECTION.strategy(),
                Defaults.SELECTION.choice(),
                Defaults.SELECTION.seed(),
                Defaults.SELECTION.unusableModelPolicy(),
                selection.inference(),
                selection.evaluator(),
                null,
                null,
                "",
                "");
        return AskedHash.of(form -> form.digest(passes));
    }

    /** A model counts once it was run over every dataset; passes are made model by model. */
    private void run(int pendingPasses) {
        if (usable != null) {
            run = Math.max(0, usable * datasets - pendingPasses) / datasets;
        }
    }

    /** With the time of now where anything has moved. */
    Counts counts(Instant now) {
        Counts counts = new Counts(passesOf(), listed, usable, run, proposed, evaluated, Conditions.time(now));
        return counts.isSame(before) ? before : counts;
    }
}
