package dev.radin.soup.estimate;

import dev.radin.soup.Mixture;
import java.util.stream.IntStream;

/**
 * Which columns of logits are summed with what weights, as many as are summed at once or a multiple; those too many weigh
 * nothing.
 */
record ColumnWeights(int[] columns, float[] weights) {

    static ColumnWeights of(Mixture mixture) {
        return of(
                mixture.members(),
                IntStream.range(0, mixture.size()).mapToDouble(mixture::weight).toArray());
    }

    /** @param weights one a column, of any sign */
    static ColumnWeights of(double[] weights) {
        int[] columns =
                IntStream.range(0, weights.length).filter(j -> weights[j] != 0).toArray();
        return of(columns, IntStream.of(columns).mapToDouble(j -> weights[j]).toArray());
    }

    private static ColumnWeights of(int[] columns, double[] weights) {
        int atOnce = Float32Rows.AT_ONCE;
        int filled = Math.max(1, (columns.length + atOnce - 1) / atOnce) * atOnce;
        int[] allColumns = new int[filled];
        float[] allWeights = new float[filled];
        for (int k = 0; k < columns.length; k++) {
            allColumns[k] = columns[k];
            allWeights[k] = (float) weights[k];
        }
        return new ColumnWeights(allColumns, allWeights);
    }

    /** Of the first elements of the columns' rows. */
    void sum(float[][] rows, float[] sum, int length) {
        int[] i = columns;
        float[] w = weights;
        Float32Rows.set(rows[i[0]], rows[i[1]], rows[i[2]], rows[i[3]], w[0], w[1], w[2], w[3], sum, length);
        for (int k = 4; k < i.length; k += 4) {
            Float32Rows.add(
                    rows[i[k]],
                    rows[i[k + 1]],
                    rows[i[k + 2]],
                    rows[i[k + 3]],
                    w[k],
                    w[k + 1],
                    w[k + 2],
                    w[k + 3],
                    sum,
                    length);
        }
    }
}
