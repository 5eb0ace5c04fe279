package dev.radin.protocol;

/**
 * What was paid.
 *
 * @param passes made, each a run of the network over one dataset
 * @param reused passes that were needed and found in the cache
 * @param gpuSeconds time that passes took on a GPU, loading included; 0 on a CPU
 */
public record Cost(int passes, int reused, double gpuSeconds) {

    public static final Cost NONE = new Cost(0, 0, 0);

    /** Refuses what nothing can cost. */
    public Cost {
        Whole.count(passes, "passes");
        Whole.count(reused, "reused");
        if (!(gpuSeconds >= 0) || Double.isInfinite(gpuSeconds)) {
            throw new IllegalArgumentException("gpuSeconds is no time: " + gpuSeconds);
        }
    }

    public Cost plus(Cost other) {
        return new Cost(passes + other.passes, reused + other.reused, gpuSeconds + other.gpuSeconds);
    }
}
