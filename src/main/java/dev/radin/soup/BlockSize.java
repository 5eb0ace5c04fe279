package dev.radin.soup;

/** How many examples are read at a time, so that logits never lie in memory as a whole. */
public final class BlockSize {

    /** Less than the second cache of most processors for servers, and the more the fewer reads. */
    private static final long BUFFER_BYTES = 3L << 19;

    private BlockSize() {}

    /** Examples a block, at least one, when the f32 logits of several models are read together. */
    public static int of(int models, int examples, int classes) {
        long fitting = BUFFER_BYTES / ((long) Float.BYTES * models * classes);
        return (int) Math.max(1, Math.min(examples, fitting));
    }
}
