package dev.radin.tensor.adapter;

import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.tensor.TensorInfo;
import dev.radin.tensor.average.WeightSample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.mult.MatrixMatrixMult_DDRM;

/**
 * How far the models are from each other that adapters make of one base: ‖sᵢBᵢAᵢ − sⱼBⱼAⱼ‖ over all modules, with the distance
 * of biases and of what they hold as whole weights. Products are never made: {@code ⟨BᵢAᵢ, BⱼAⱼ⟩ = tr((BᵢᵀBⱼ)(AⱼAᵢᵀ))}, from Gram matrices of the
 * factors.
 */
public final class UpdateDistances {

    private static final int BLOCK_ELEMENTS = 1 << 20;

    private UpdateDistances() {}

    /**
     * [adapters, adapters]; symmetric, zero on the diagonal. NaN where factors are.
     *
     * @param adapters which {@link AdapterSoup#misfits} has nothing against
     * @param bufferBytes the most memory that it may take
     * @throws RadinException {@code InvalidSpec} when that is too little
     */
    public static double[][] of(List<Adapter> adapters, long bufferBytes) {
        int count = adapters.size();
        double[][] products = new double[count][count];
        Map<String, List<Integer>> owners = new TreeMap<>();
        for (int k = 0; k < count; k++) {
            int number = k;
            adapters.get(k).modules().keySet().forEach(module -> owners.computeIfAbsent(module, m -> new ArrayList<>())
                    .add(number));
        }
        owners.forEach((module, of) -> addProducts(module, of, adapters, bufferBytes, products));
        double[][] whole = whole(adapters, bufferBytes);
        double[][] distances = new double[count][count];
        for (int i = 0; i < count; i++) {
            for (int j = 0; j < i; j++) {
                // Rounding may leave a little less than nothing between equal ones.
                double square = Math.max(0, products[i][i] - 2 * products[i][j] + products[j][j]);
                distances[i][j] = distances[j][i] = Math.hypot(Math.sqrt(square), whole[i][j]);
            }
        }
        return distances;
    }

    private static void addProducts(
            String module, List<Integer> owners, List<Adapter> adapters, long bufferBytes, double[][] products) {
        StackedFactors stacked = new StackedFactors(owners.stream()
                .map(k -> {
                    Factors factors = adapters.get(k).modules().get(module);
                    return new StackedFactors.Part(adapters.get(k).source(), factors, factors.scaling());
                })
                .toList());
        long rank = stacked.rank();
        long bytes = Double.BYTES * (2 * rank * rank + 3 * Math.max(rank, BLOCK_ELEMENTS));
        if (bytes > bufferBytes) {
            throw new RadinException(
                    Reason.InvalidSpec,
                    "comparing updates of " + module + " whose ranks sum up to " + rank + " takes " + (bytes >> 20)
                            + " MiB, more than the " + (bufferBytes >> 20) + " MiB that it may; give more by --memory");
        }
        DMatrixRMaj left = gram(stacked, stacked.rows(), stacked::left);
        DMatrixRMaj right = gram(stacked, stacked.columns(), stacked::right);
        int[] starts = new int[owners.size() + 1];
        for (int k = 0; k < owners.size(); k++) {
            starts[k + 1] = starts[k] + stacked.parts().get(k).factors().rank();
        }
        for (int i = 0; i < owners.size(); i++) {
            for (int j = 0; j < owners.size(); j++) {
                double sum = 0;
                for (int row = starts[i]; row < starts[i + 1]; row++) {
                    for (int column = starts[j]; column < starts[j + 1]; column++) {
                        sum += left.get(row, column) * right.get(row, column);
                    }
                }
                products[owners.get(i)][owners.get(j)] +=
                        sum + biases(stacked.parts().get(i), stacked.parts().get(j));
            }
        }
    }

    private static double biases(StackedFactors.Part one, StackedFactors.Part other) {
        if (one.factors().bias().isEmpty()) {
            return 0;
        }
        double[] mine = bias(one);
        double[] theirs = bias(other);
        double sum = 0;
        for (int k = 0; k < mine.length; k++) {
            sum += mine[k] * theirs[k];
        }
        return sum * one.coefficient() * other.coefficient();
    }

    private static double[] bias(StackedFactors.Part part) {
        double[] bias = new double[part.factors().rows()];
        Doubles.read(part.source(), part.factors().bias().orElseThrow(), 0, bias.length, bias, 0);
        return bias;
    }

    /** {@code MᵀM}, [rank, rank], of a matrix that is read by blocks of rows. */
    private static DMatrixRMaj gram(StackedFactors stacked, int rows, StackedFactors.Rows source) {
        int rank = stacked.rank();
        int blockRows = Math.max(1, Math.min(rows, BLOCK_ELEMENTS / rank));
        DMatrixRMaj gram = new DMatrixRMaj(rank, rank);
        for (int first = 0; first < rows; first += blockRows) {
            int count = Math.min(blockRows, rows - first);
            DMatrixRMaj block = DMatrixRMaj.wrap(count, rank, source.read(first, count));
            MatrixMatrixMult_DDRM.multAddTransA_reorder(block, block, gram);
        }
        return gram;
    }

    private static double[][] whole(List<Adapter> adapters, long bufferBytes) {
        List<TensorInfo> tensors = adapters.get(0).whole();
        long elements = WeightSample.elementsFor(adapters.size(), bufferBytes);
        return WeightSample.distances(adapters.stream()
                .map(adapter -> WeightSample.of(adapter.source(), tensors, elements))
                .toList());
    }
}
