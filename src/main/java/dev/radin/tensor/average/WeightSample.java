package dev.radin.tensor.average;

import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.util.List;
import java.util.Map;

/**
 * The same few weights of every model, to estimate how far models are from each other without holding them; see {@link
 * SampleLayout} for which.
 */
public final class WeightSample {

    private static final long FEWEST_ELEMENTS = 1 << 10;
    private static final long ENOUGH_ELEMENTS = 1 << 20;

    private final float[] values;
    private final SampleLayout layout;

    private WeightSample(float[] values, SampleLayout layout) {
        this.values = values;
        this.layout = layout;
    }

    /** How many elements a model to sample, so that all samples together fit into a buffer. */
    public static long elementsFor(int models, long bufferBytes) {
        return Math.max(FEWEST_ELEMENTS, Math.min(ENOUGH_ELEMENTS, bufferBytes / ((long) models * Float.BYTES)));
    }

    /**
     * Reads a sample of one model.
     *
     * @param tensors those that the distance is over, the same in the same order for every model; of any dtype; integer
     *     ones are passed over
     * @param mostElements all are taken when there are no more than this, else evenly spaced runs of together at most this
     */
    public static WeightSample of(TensorSource model, List<TensorInfo> tensors, long mostElements) {
        return withSmall(model, tensors, new SampleSize(mostElements, 0));
    }

    /**
     * Reads a sample that has something of every matrix, as a small head, for {@link TensorDifference}. Distances do not look
     * at what it has more than {@link #of}.
     */
    public static WeightSample withSmall(TensorSource model, List<TensorInfo> tensors, SampleSize size) {
        Map<String, TensorInfo> own = WidenedTensors.own(model, tensors);
        List<TensorInfo> floating =
                tensors.stream().filter(tensor -> tensor.dtype().isFloating()).toList();
        SampleLayout layout = SampleLayout.of(floating, size.elements(), size.ofSmall());
        List<TensorInfo> ownFloating =
                floating.stream().map(tensor -> own.get(tensor.name())).toList();
        float[] values = new float[layout.size()];
        RunReader reader = new RunReader(model, ownFloating);
        int at = 0;
        for (SampleLayout.Run run : layout.runs()) {
            if (at == layout.even()) {
                reader = new RunReader(model, ownFloating);
            }
            reader.read(run.start(), run.length(), values, at);
            at += run.length();
        }
        return new WeightSample(values, layout);
    }

    /**
     * Estimates the Euclidean distances between models, [models, models]: symmetric, zero on the diagonal. The squared
     * distance over the sample is scaled up to all elements; it is exact when the sample holds them all. NaN where a
     * sampled weight is.
     */
    public static double[][] distances(List<WeightSample> samples) {
        if (samples.isEmpty()) {
            return new double[0][0];
        }
        SampleLayout layout = samples.get(0).layout;
        if (samples.stream().anyMatch(sample -> !sample.layout.isLike(layout))) {
            throw new IllegalArgumentException("samples of different tensors");
        }
        double[][] squares = SquaredDistances.of(
                samples.stream().map(sample -> sample.values).toArray(float[][]::new), layout.even());
        double[][] distances = new double[squares.length][squares.length];
        for (int i = 0; i < squares.length; i++) {
            for (int j = 0; j < i; j++) {
                distances[i][j] = distances[j][i] = layout.even() == 0
                        ? 0
                        : Math.sqrt(squares[i][j] * ((double) layout.population() / layout.even()));
            }
        }
        return distances;
    }

    SampleLayout layout() {
        return layout;
    }

    /** The sampled weights. Not a copy. */
    float[] values() {
        return values;
    }
}
