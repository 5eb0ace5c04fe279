package dev.radin.protocol;

import dev.radin.protocol.Selection.FloatDType;

/**
 * What the weights of a mixture are made to before they are run: that which would be published.
 *
 * @param dtype that floating tensors are rounded to, those of the weights or of the adapter; null to keep their own
 * @param isAdapter whether members are adapters of one base, and their soup is one that is added to that base
 * @param rank the most rank of such a soup; null for that of the sum
 */
public record WeightsForm(FloatDType dtype, boolean isAdapter, Integer rank) {

    /** Of the models that inspect found. */
    public static WeightsForm of(Selection selection, boolean adapters) {
        boolean isAdapter = adapters && selection.keepsAdapters();
        return new WeightsForm(selection.outputDType(), isAdapter, isAdapter ? selection.mostRank() : null);
    }

    /** The same of the weights that are run, whatever they are made from. */
    public WeightsForm ofWeights() {
        return isAdapter ? new WeightsForm(null, false, null) : this;
    }

    /**
     * As a line that a pass is named by. A single adapter that is cut is another model than the whole one, as its digest says.
     *
     * @param single whether it is one of a single model
     */
    String line(boolean single) {
        if (!isAdapter || single && dtype == null) {
            // A soup is otherwise rounded to the dtypes of its members.
            return dtype == null ? "weights as stored" : "weights in " + dtype;
        }
        return (single || rank == null ? "adapter" : "adapter of rank " + rank) + (dtype == null ? "" : " in " + dtype);
    }
}
