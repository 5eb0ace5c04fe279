package dev.radin.tensor.average;

import dev.radin.soup.Mixture;
import dev.radin.tensor.DType;
import java.util.Arrays;

/** Sums in F64, of any floating dtype. */
final class DoubleTileSum implements TileSum {

    /** Rows that one loop adds: a partial sum that stays in a register costs no turn through the cache. */
    private static final int TOGETHER = 6;

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
        if (soup.isUniform()) {
            mean(soup, length);
        } else {
            weightedSum(soup, length);
        }
        elements.encode(dtype, sum, target, first, count);
    }

    /** Of more members than fit into one loop, the others are added to the sum of those before. */
    private void mean(Mixture soup, int length) {
        int size = soup.size();
        double[] before = row(soup, 0);
        int k = 1;
        while (size - k >= TOGETHER) {
            add(
                    before,
                    row(soup, k),
                    row(soup, k + 1),
                    row(soup, k + 2),
                    row(soup, k + 3),
                    row(soup, k + 4),
                    sum,
                    length);
            before = sum;
            k += TOGETHER - 1;
        }
        mean(
                before,
                row(soup, k),
                row(soup, k + 1),
                row(soup, k + 2),
                row(soup, k + 3),
                row(soup, k + 4),
                size,
                sum,
                length);
    }

    private void weightedSum(Mixture soup, int length) {
        double[] before = nothing;
        for (int k = 0; k < soup.size(); k += TOGETHER - 1) {
            addWeighted(
                    before,
                    row(soup, k),
                    row(soup, k + 1),
                    row(soup, k + 2),
                    row(soup, k + 3),
                    row(soup, k + 4),
                    weight(soup, k),
                    weight(soup, k + 1),
                    weight(soup, k + 2),
                    weight(soup, k + 3),
                    weight(soup, k + 4),
                    sum,
                    length);
            before = sum;
        }
    }

    private double[] row(Mixture soup, int k) {
        return k < soup.size() ? rows[soup.member(k)] : nothing;
    }

    private static double weight(Mixture soup, int k) {
        return k < soup.size() ? soup.weight(k) : 1;
    }

    // The compiler vectorises a loop over plain arrays and nothing more abstract, so there is one for each type.

    /** In that order, each sum rounded. */
    private static void add(
            double[] a, double[] b, double[] c, double[] d, double[] e, double[] f, double[] sum, int count) {
        for (int i = 0; i < count; i++) {
            sum[i] = a[i] + b[i] + c[i] + d[i] + e[i] + f[i];
        }
    }

    /** The same, divided by how many members there are in all. */
    private static void mean(
            double[] a,
            double[] b,
            double[] c,
            double[] d,
            double[] e,
            double[] f,
            double size,
            double[] sum,
            int count) {
        for (int i = 0; i < count; i++) {
            sum[i] = (a[i] + b[i] + c[i] + d[i] + e[i] + f[i]) / size;
        }
    }

    private static void addWeighted(
            double[] before,
            double[] a,
            double[] b,
            double[] c,
            double[] d,
            double[] e,
            double wa,
            double wb,
            double wc,
            double wd,
            double we,
            double[] sum,
            int count) {
        for (int i = 0; i < count; i++) {
            sum[i] = before[i] + wa * a[i] + wb * b[i] + wc * c[i] + wd * d[i] + we * e[i];
        }
    }
}
