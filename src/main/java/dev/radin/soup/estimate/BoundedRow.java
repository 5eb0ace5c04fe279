package dev.radin.soup.estimate;

/**
 * Of one example what bounds the cross entropy of every mixture: the classes that matter to it, and all others together as
 * two that stand for them, one that is never less probable and one that is never more. All as leads over the label.
 *
 * @param leads of the classes that matter, [classes, models]
 * @param above [models]
 * @param below [models]
 * @param rounding what the computed cross entropy of a mixture may be off by, beside those two
 */
record BoundedRow(float[] leads, float[] above, float[] below, double rounding) {

    private static final int OBJECT_BYTES = 96;

    /** Twice the leads, as they are put side by side with those of others, see {@link BoundedBatch}. */
    long bytes() {
        return OBJECT_BYTES + 2L * Float.BYTES * (leads.length + above.length + below.length);
    }
}
