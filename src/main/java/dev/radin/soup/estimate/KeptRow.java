package dev.radin.soup.estimate;

/**
 * Of one example the classes whose logits matter to its cross entropy.
 *
 * @param leads of the kept classes over the pivot, which is the label, or the most probable class of a soft label: [kept
 *     classes, columns], a class after the other. The pivot itself, whose lead is zero, is not among them
 * @param labelled Σ_c q_c · lead_c over all classes of a soft label q, [columns]; null of a hard one, of which it is zero
 * @param mass see {@link dev.radin.soup.Labels#mass}
 */
record KeptRow(float[] leads, float[] labelled, double mass) {

    private static final int OBJECT_BYTES = 72;

    /** Twice the leads, as they are put side by side with those of others, see {@link LeadBatch}. */
    long bytes() {
        return OBJECT_BYTES + (long) Float.BYTES * (2 * leads.length + (labelled == null ? 0 : labelled.length));
    }
}
