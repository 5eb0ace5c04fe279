package dev.radin.plan;

import dev.radin.protocol.Cost;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Published;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection;

/**
 * What can be true of a selection's stages. Receipts come from pods, and what is remembered of them from a status; whoever may
 * write either must not have more run than the resource asks for.
 */
public final class Possible {

    /** The soup beyond the budget that is run over test data. */
    private static final int UNIFORM = 1;

    /** A thousand GPUs for thirty years. */
    private static final double MOST_GPU_SECONDS = 1e12;

    private final int models;
    private final int datasets;
    private final int budget;
    /** What is run as a model is, and counts as none. */
    private final int base;

    /** Passes over the calibration dataset, of each soup. */
    private final int measured;

    private final long passes;

    public Possible(Selection selection) {
        this.models = selection.modelsFrom().isEmpty() ? selection.models().size() : Selection.MOST_MODELS;
        this.datasets = selection.validation().size();
        this.budget = selection.evaluations();
        this.measured = selection.calibration() == null ? 0 : 1;
        this.base = selection.base() == null ? 0 : 1;
        this.passes = (long) (models + base + budget) * datasets
                + (long) selection.tested() * selection.test().size()
                + (long) measured * (budget + (selection.test().isEmpty() ? 0 : UNIFORM));
    }

    /** How many there can be at most. */
    public int models() {
        return models;
    }

    /** Whether a stage may have come to this. */
    public boolean is(StageResult result) {
        Receipt receipt = result.receipt();
        return result.task().round() <= budget + 1
                && is(receipt.cost())
                && receipt.excludedCount() <= (long) (models + base) * datasets
                && (receipt.result() == null || receipt.result().matches(Hash.BRIEF))
                && (receipt.inspected() == null || is(receipt.inspected()))
                && (receipt.ranked() == null || is(receipt.ranked()))
                && (receipt.published() == null || is(receipt.published()));
    }

    /** Whether rounds may have come to this together. */
    public boolean is(EarlierRounds earlier) {
        return earlier.last() >= 0 && earlier.last() <= budget && is(earlier.cost());
    }

    private boolean is(Cost cost) {
        return (long) cost.passes() + cost.reused() <= passes && cost.gpuSeconds() <= MOST_GPU_SECONDS;
    }

    private boolean is(Receipt.Inspected inspected) {
        return (long) inspected.models() + inspected.excluded() <= models + base
                && inspected.passes() <= (long) (inspected.models() + base) * datasets;
    }

    private boolean is(Receipt.Ranked ranked) {
        return ranked.models() <= models
                && (ranked.excluded() == null || ranked.excluded() <= models + base)
                && ranked.proposed() <= budget
                && ranked.passes() <= (long) ranked.added() * (datasets + measured);
    }

    private boolean is(Published published) {
        return published.models() <= models
                && published.evaluated() <= budget
                && published.excludedCount() <= models + base;
    }
}
