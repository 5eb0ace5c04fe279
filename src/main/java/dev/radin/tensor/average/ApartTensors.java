package dev.radin.tensor.average;

import dev.radin.soup.statistics.Basins;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The tensors that differ far more between models than their others do, as heads that were trained each from a beginning of its
 * own beside a body that all have from one: averages of such tensors are worth nothing. See docs/method.md for what was measured.
 *
 * @param names in the order of the tensors
 * @param factor how many times as far as the usual matrix, relative to its size, each of the matrices among them differs at
 *     least; at most {@value #MOST}
 */
public record ApartTensors(List<String> names, double factor) {

    /** Of {@link TensorDifference#relative}: equally large tensors have a cosine below one half. */
    private static final double UNRELATED = 0.7;

    private static final double FACTOR = 2;

    /** Where the usual matrix is the same in all models there is no bound. */
    private static final double MOST = 1000;

    /**
     * Over the pairs of models that may meet in a soup. Models between whose samples there is no distance count as one.
     *
     * @param distances between the samples, [models, models]
     */
    public static Optional<ApartTensors> between(List<WeightSample> samples, double[][] distances) {
        int[] distinct = IntStream.range(0, samples.size())
                .filter(i -> IntStream.range(0, i).noneMatch(j -> distances[i][j] == 0))
                .toArray();
        if (distinct.length < 2) {
            return Optional.empty();
        }
        double[][] among = Arrays.stream(distinct)
                .mapToObj(i -> Arrays.stream(distinct)
                        .mapToDouble(j -> distances[i][j])
                        .toArray())
                .toArray(double[][]::new);
        List<int[]> groups =
                Basins.of(among).all().stream().map(Basins.Basin::models).toList();
        return among(TensorDifference.of(
                Arrays.stream(distinct).mapToObj(samples::get).toList(), groups));
    }

    /**
     * What is compared are matrices, tensors of two dimensions and more: vectors begin at zero or one, and are named beside a
     * matrix of their module. A matrix is apart when it is as good as unrelated between models, relative to its size differs
     * far more than the usual one, and by weight no less: one that is next to zero differs much relative to that, and means
     * nothing. So at most half of the matrices are.
     *
     * @param differences of all tensors
     * @return none where no matrix is apart
     */
    static Optional<ApartTensors> among(List<TensorDifference> differences) {
        List<TensorDifference> matrices = differences.stream()
                .filter(difference -> difference.isMatrix() && !Double.isNaN(difference.relative()))
                .toList();
        if (matrices.isEmpty()) {
            return Optional.empty();
        }
        double relative = usual(matrices, TensorDifference::relative);
        double each = usual(matrices, TensorDifference::each);
        List<TensorDifference> apart = matrices.stream()
                .filter(matrix ->
                        isUnrelated(matrix) && matrix.relative() >= FACTOR * relative && matrix.each() >= each)
                .toList();
        List<String> names = differences.stream()
                .filter(tensor -> apart.contains(tensor) || isUnrelated(tensor) && isBeside(tensor, apart))
                .map(tensor -> tensor.tensor().name())
                .toList();
        return apart.stream()
                .map(matrix -> matrix.relative() / relative)
                .min(Comparator.naturalOrder())
                .map(least -> new ApartTensors(names, Math.min(MOST, least)));
    }

    /** The lower one of the middle two of an even number. */
    private static double usual(List<TensorDifference> matrices, ToDoubleFunction<TensorDifference> measure) {
        return matrices.stream().mapToDouble(measure).sorted().toArray()[(matrices.size() - 1) / 2];
    }

    private static boolean isUnrelated(TensorDifference difference) {
        return difference.relative() >= UNRELATED;
    }

    private static boolean isBeside(TensorDifference vector, List<TensorDifference> matrices) {
        return !vector.isMatrix()
                && matrices.stream().anyMatch(matrix -> module(matrix).equals(module(vector)));
    }

    /** {@code head} of {@code head.weight}. */
    private static String module(TensorDifference difference) {
        String name = difference.tensor().name();
        return name.substring(0, Math.max(0, name.lastIndexOf('.')));
    }
}
