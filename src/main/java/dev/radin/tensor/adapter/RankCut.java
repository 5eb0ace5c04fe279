package dev.radin.tensor.adapter;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import java.util.Arrays;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.SingularOps_DDRM;
import org.ejml.dense.row.decomposition.qr.QRDecompositionHouseholderColumn_DDRM;
import org.ejml.dense.row.decomposition.svd.SvdImplicitQrDecompose_DDRM;

/**
 * The nearest product of a smaller rank, by the singular values (Eckart and Young, 1936). With {@code B = QR} and
 * {@code Aᵀ = PS} the singular values of BA are those of the small core {@code RSᵀ = UΣVᵀ}. Q and P are never made: the singular
 * vectors are {@code B(SᵀV)Σ⁻¹} and {@code Aᵀ(RᵀU)Σ⁻¹}. R and S are made from blocks of rows, each put below the triangle of those
 * before it.
 *
 * @param a [rank, columns], row-major, as is {@code b} [rows, rank]; Σ is divided evenly between both
 * @param cut the squared Frobenius norm of what is left out
 * @param total that of the exact product
 */
record RankCut(double[] a, double[] b, double cut, double total) {

    private static final int BLOCK_ELEMENTS = 1 << 20;

    /** Singular values that are so much smaller than the largest are rounding. */
    private static final double ROUNDING = 1e-13;

    /** How much memory {@link #of} takes. */
    static long bytes(StackedFactors factors, int rank) {
        long full = factors.rank();
        long blocks = 4 * Math.max(full * full, BLOCK_ELEMENTS);
        return Double.BYTES * (10 * full * full + blocks + ((long) factors.rows() + factors.columns()) * rank);
    }

    /** @throws RadinException {@code NonFiniteWeights} when the factors hold NaN or infinity */
    static RankCut of(StackedFactors factors, int rank) {
        DMatrixRMaj left = triangle(factors, factors.rows(), factors::left);
        DMatrixRMaj right = triangle(factors, factors.columns(), factors::right);
        int full = factors.rank();
        DMatrixRMaj core = new DMatrixRMaj(full, full);
        CommonOps_DDRM.multTransB(left, right, core);
        double total = square(core);
        if (full <= rank) {
            return new RankCut(new double[0], new double[0], 0, total);
        }
        SvdImplicitQrDecompose_DDRM svd = new SvdImplicitQrDecompose_DDRM(true, true, true, false);
        if (!svd.decompose(core)) {
            throw new IllegalStateException(
                    "the singular values of " + factors.first().module() + " do not converge");
        }
        DMatrixRMaj u = svd.getU(null, false);
        DMatrixRMaj v = svd.getV(null, false);
        double[] values = svd.getSingularValues();
        SingularOps_DDRM.descendingOrder(u, false, values, full, v, false);
        double cut =
                Arrays.stream(values, rank, full).map(value -> value * value).sum();
        double[] b = product(factors.rows(), factors::left, weights(right, v, values, rank), rank);
        double[] transposed = product(factors.columns(), factors::right, weights(left, u, values, rank), rank);
        return new RankCut(transposed(transposed, factors.columns(), rank), b, cut, total);
    }

    /** R of QR, [rank, rank]. */
    private static DMatrixRMaj triangle(StackedFactors factors, int rows, StackedFactors.Rows source) {
        int rank = factors.rank();
        int blockRows = Math.min(rows, Math.max(rank, BLOCK_ELEMENTS / rank));
        DMatrixRMaj triangle = new DMatrixRMaj(rank, rank);
        for (int first = 0; first < rows; first += blockRows) {
            int count = Math.min(blockRows, rows - first);
            DMatrixRMaj stacked = new DMatrixRMaj(rank + count, rank);
            System.arraycopy(triangle.data, 0, stacked.data, 0, rank * rank);
            System.arraycopy(source.read(first, count), 0, stacked.data, rank * rank, count * rank);
            QRDecompositionHouseholderColumn_DDRM qr = new QRDecompositionHouseholderColumn_DDRM();
            qr.decompose(stacked);
            qr.getR(triangle, true);
        }
        if (!Double.isFinite(square(triangle))) {
            throw new RadinException(
                    Reason.NonFiniteWeights,
                    factors.first().module() + ": the factors of "
                            + Printable.of(factors.parts().get(0).source().uri())
                            + " or of others hold NaN, infinity or values whose squares are; radin inspect --finite tells");
        }
        return triangle;
    }

    private static double square(DMatrixRMaj matrix) {
        double norm = NormOps_DDRM.normF(matrix);
        return norm * norm;
    }

    /** {@code TᵀWΣ^-½}, [full, rank]: what the other factors' rows are multiplied by. */
    private static DMatrixRMaj weights(DMatrixRMaj triangle, DMatrixRMaj vectors, double[] values, int rank) {
        DMatrixRMaj kept = CommonOps_DDRM.extract(vectors, 0, vectors.numRows, 0, rank);
        for (int k = 0; k < rank; k++) {
            double scale = values[k] > ROUNDING * values[0] ? 1 / Math.sqrt(values[k]) : 0;
            for (int row = 0; row < kept.numRows; row++) {
                kept.set(row, k, kept.get(row, k) * scale);
            }
        }
        DMatrixRMaj weights = new DMatrixRMaj(triangle.numCols, rank);
        CommonOps_DDRM.multTransA(triangle, kept, weights);
        return weights;
    }

    /** @return [rows, rank] */
    private static double[] product(int rows, StackedFactors.Rows source, DMatrixRMaj weights, int rank) {
        int full = weights.numRows;
        int blockRows = Math.max(1, Math.min(rows, BLOCK_ELEMENTS / full));
        double[] result = new double[Math.multiplyExact(rows, rank)];
        for (int first = 0; first < rows; first += blockRows) {
            int count = Math.min(blockRows, rows - first);
            DMatrixRMaj block = new DMatrixRMaj(count, rank);
            CommonOps_DDRM.mult(DMatrixRMaj.wrap(count, full, source.read(first, count)), weights, block);
            System.arraycopy(block.data, 0, result, first * rank, count * rank);
        }
        return result;
    }

    private static double[] transposed(double[] matrix, int rows, int columns) {
        double[] result = new double[matrix.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                result[column * rows + row] = matrix[row * columns + column];
            }
        }
        return result;
    }
}
