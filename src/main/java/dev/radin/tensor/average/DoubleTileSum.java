package dev.radin.tensor.average;

import dev.radin.soup.Mixture;
import dev.radin.tensor.DType;

/** Sums in F64, of any floating dtype. */
final class DoubleTileSum implements TileSum {

    private final Elements elements;
    /** By model; null until it is loaded. */
    private final double[][] rows;

    private final double[] sum;

    /** @param capacity the most elements of a tile, even */
    DoubleTileSum(Elements elements, int models, int capacity) {
        this.elements = elements;
        this.rows = new double[models][];
        this.sum = new double[capacity];
    }

    @Override
    public void load(int model, DType dtype, RawBlock source, int first, int count) {
        if (rows[model] == null) {
            rows[model] = new double[sum.length];
        }
        elements.decode(dtype, source, first, count, rows[model]);
    }

    @Override
    public void average(Mixture soup, DType dtype, RawBlock target, int first, int count) {
        int length = Elements.rowLength(dtype, count);
        boolean uniform = soup.isUniform();
        for (int k = 0; k < soup.size(); k++) {
            double weight = uniform ? 1 : soup.weight(k);
            double[] row = rows[soup.member(k)];
            if (k == 0) {
                scale(row, weight, sum, length);
            } else {
                add(row, weight, sum, length);
            }
        }
        if (uniform) {
            divide(sum, soup.size(), length);
        }
        elements.encode(dtype, sum, target, first, count);
    }

    // The compiler vectorises a loop over plain arrays and nothing more abstract, so there is one for each type.

    /** The first member is stored, not added to zero, which would turn -0 into 0. */
    private static void scale(double[] row, double weight, double[] sum, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] = weight * row[i];
        }
    }

    private static void add(double[] row, double weight, double[] sum, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] += weight * row[i];
        }
    }

    private static void divide(double[] sum, double size, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] /= size;
        }
    }
}
