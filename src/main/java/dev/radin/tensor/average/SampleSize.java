package dev.radin.tensor.average;

/**
 * How much of each model to sample.
 *
 * @param elements in evenly spaced runs over all tensors, at most
 * @param ofSmall as many more at most, of matrices of which those runs hold next to nothing
 */
public record SampleSize(long elements, long ofSmall) {

    /** What of a sample is for small matrices, one part in so many. */
    private static final int PART_OF_SMALL = 8;

    /** So that the samples of all models together fit into a buffer. */
    public static SampleSize of(int models, long bufferBytes) {
        long elements = WeightSample.elementsFor(models, bufferBytes - bufferBytes / PART_OF_SMALL);
        return new SampleSize(elements, elements / PART_OF_SMALL);
    }
}
