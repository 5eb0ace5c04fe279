package dev.radin.tensor.average;

import dev.radin.soup.Mixture;
import dev.radin.tensor.DType;
import java.util.Arrays;

/** Sums in F64, of any floating dtype. */
final class DoubleTileSum implements TileSum {

    private static final int TOGETHER = 3;

    private final Elements elements;
    /** By model; null until it is loaded. */
    private final double[][] rows;

    private final double[] sum;
    /** Zeros that leave whatever they are added to as it is, down to its sign: -0 + -0 = -0. */
    private final double[] nothing;

    /** @param capacity the most elements of a tile, even */
    DoubleTileSum(Elements elements, int models, int capacity) {
        this.elements = elements;
        this.rows = new double[models][];
        this.sum = new double[capacity];
        this.nothing = new double[capacity];
        Arrays.fill(nothing, -0.0);
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
        for (int k = 0; k < soup.size(); k += TOGETHER) {
            add(
                    k == 0 ? nothing : sum,
                    row(soup, k),
                    row(soup, k + 1),
                    row(soup, k + 2),
                    weight(soup, k),
                    weight(soup, k + 1),
                    weight(soup, k + 2),
                    sum,
                    length);
        }
        if (uniform) {
            divide(sum, soup.size(), length);
        }
        elements.encode(dtype, sum, target, first, count);
    }

    private double[] row(Mixture soup, int k) {
        return k < soup.size() ? rows[soup.member(k)] : nothing;
    }

    /** Weights of uniform soups are left to the division by their size. */
    private static double weight(Mixture soup, int k) {
        return k < soup.size() && !soup.isUniform() ? soup.weight(k) : 1;
    }

    // The compiler vectorises a loop over plain arrays and nothing more abstract, so there is one for each type.

    /** In that order, each sum rounded: a partial sum that stays in a register costs no turn through the cache. */
    private static void add(
            double[] start,
            double[] a,
            double[] b,
            double[] c,
            double wa,
            double wb,
            double wc,
            double[] sum,
            int count) {
        for (int i = 0; i < count; i++) {
            sum[i] = ((start[i] + wa * a[i]) + wb * b[i]) + wc * c[i];
        }
    }

    private static void divide(double[] sum, double size, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] /= size;
        }
    }
}
