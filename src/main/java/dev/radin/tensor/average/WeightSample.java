package dev.radin.tensor.average;

import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.TensorSource;
import java.util.List;
import java.util.Map;

/**
 * The same few weights of every model, to estimate how far models are from each other without holding them: evenly spaced
 * runs of the floating tensors, laid end to end.
 */
public final class WeightSample {

    private static final int RUN_ELEMENTS = 1 << 10;
    private static final long ENOUGH_ELEMENTS = 1 << 20;

    private final float[] values;
    private final long population;

    private WeightSample(float[] values, long population) {
        this.values = values;
        this.population = population;
    }

    /** How many elements a model to sample, so that all samples together fit into a buffer. */
    public static long elementsFor(int models, long bufferBytes) {
        return Math.max(RUN_ELEMENTS, Math.min(ENOUGH_ELEMENTS, bufferBytes / ((long) models * Float.BYTES)));
    }

    /**
     * Reads a sample of one model.
     *
     * @param tensors those that the distance is over, the same in the same order for every model; of any dtype; integer
     *     ones are passed over
     * @param mostElements all are taken when there are no more than this, else evenly spaced runs of together at most this
     */
    public static WeightSample of(TensorSource model, List<TensorInfo> tensors, long mostElements) {
        Map<String, TensorInfo> own = WidenedTensors.own(model, tensors);
        List<TensorInfo> floating = tensors.stream()
                .filter(tensor -> tensor.dtype().isFloating())
                .map(tensor -> own.get(tensor.name()))
                .toList();
        long population = floating.stream().mapToLong(TensorInfo::elements).sum();
        int size = Math.toIntExact(Math.min(population, mostElements));
        int runLength = population <= mostElements ? size : Math.min(RUN_ELEMENTS, size);
        int runs = runLength == 0 ? 0 : size / runLength;
        float[] values = new float[runs * runLength];
        RunReader reader = new RunReader(model, floating);
        for (int run = 0; run < runs; run++) {
            reader.read(start(run, runs, population), runLength, values, run * runLength);
        }
        return new WeightSample(values, population);
    }

    /** Run k of n begins at k/n of the way; runs do not overlap, as they are together no longer than the whole. */
    private static long start(int run, int runs, long population) {
        long spacing = population / runs;
        long remainder = population % runs;
        return run * spacing + run * remainder / runs;
    }

    /**
     * Estimates the Euclidean distances between models, [models, models]: symmetric, zero on the diagonal. The squared
     * distance over the sample is scaled up to all elements; it is exact when the sample holds them all. NaN where a
     * sampled weight is.
     */
    public static double[][] distances(List<WeightSample> samples) {
        double[][] distances = new double[samples.size()][samples.size()];
        for (int i = 0; i < samples.size(); i++) {
            for (int j = 0; j < i; j++) {
                distances[i][j] = distances[j][i] = samples.get(i).distance(samples.get(j));
            }
        }
        return distances;
    }

    private double distance(WeightSample other) {
        if (values.length != other.values.length || population != other.population) {
            throw new IllegalArgumentException("samples of different tensors");
        }
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            // Equal infinities, as of a mask, are not apart.
            double difference = values[i] == other.values[i] ? 0 : (double) values[i] - other.values[i];
            sum += difference * difference;
        }
        return values.length == 0 ? 0 : Math.sqrt(sum * ((double) population / values.length));
    }

    /** The sampled weights. Not a copy. */
    float[] values() {
        return values;
    }
}
