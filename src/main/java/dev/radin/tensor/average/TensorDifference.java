package dev.radin.tensor.average;

import dev.radin.tensor.TensorInfo;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far models differ in one tensor, over all pairs (i, j) that are looked at, from samples of their weights.
 *
 * @param relative √(Σ ‖w_i − w_j‖² / Σ (‖w_i‖² + ‖w_j‖²)): 0 of equal tensors, about 1 of those that have nothing to do with
 *     each other; NaN where all are zero or none is known
 * @param each √(mean (w_i − w_j)²), over the pairs and the elements: how far a single weight differs
 */
public record TensorDifference(TensorInfo tensor, double relative, double each) {

    /**
     * In the order of the tensors. Neither the order of the models nor that of the groups changes a bit.
     *
     * @param samples one a model, of the same tensors
     * @param groups of models; pairs are looked at inside each
     */
    public static List<TensorDifference> of(List<WeightSample> samples, List<int[]> groups) {
        SampleLayout layout = samples.get(0).layout();
        List<SampleLayout.Piece> pieces = layout.pieces();
        Sums[] sums = IntStream.range(0, layout.tensors().size())
                .mapToObj(t -> new Sums())
                .toArray(Sums[]::new);
        groups.stream()
                .filter(group -> group.length > 1)
                .map(group -> Arrays.stream(group)
                        .mapToObj(i -> samples.get(i).values())
                        .sorted(Arrays::compare)
                        .toArray(float[][]::new))
                .sorted((a, b) -> Arrays.compare(a[0], b[0]))
                .forEach(group -> pieces.forEach(piece -> sums[piece.tensor()].add(group, piece)));
        return IntStream.range(0, sums.length)
                .mapToObj(t -> sums[t].difference(layout.tensors().get(t)))
                .toList();
    }

    boolean isMatrix() {
        return SampleLayout.isMatrix(tensor);
    }

    private static final class Sums {
        private double squaredDifferences;
        private double squares;
        private double pairs;

        /**
         * Of m models with the mean v̄ Σ_(i&lt;j) (v_i − v_j)² = m Σ (v_i − v̄)². Elements that are not finite in every model are
         * passed over.
         */
        void add(float[][] models, SampleLayout.Piece piece) {
            int count = models.length;
            for (int k = piece.at(); k < piece.at() + piece.length(); k++) {
                double sum = 0;
                for (float[] model : models) {
                    sum += model[k];
                }
                double mean = sum / count;
                if (!Double.isFinite(mean)) {
                    continue;
                }
                double deviations = 0;
                double own = 0;
                for (float[] model : models) {
                    double deviation = model[k] - mean;
                    deviations += deviation * deviation;
                    own += (double) model[k] * model[k];
                }
                squaredDifferences += count * deviations;
                squares += (count - 1) * own;
                pairs += count * (count - 1) / 2.0;
            }
        }

        TensorDifference difference(TensorInfo tensor) {
            return new TensorDifference(
                    tensor, Math.sqrt(squaredDifferences / squares), Math.sqrt(squaredDifferences / pairs));
        }
    }
}
