package dev.radin.tensor.adapter;

import dev.radin.tensor.TensorSource;
import java.util.List;

/**
 * The factors of one module from several adapters beside each other: {@code B = [B₁ … Bₙ]}, [rows, rank], and
 * {@code A = [c₁A₁; …; cₙAₙ]}, [rank, columns], so that {@code BA = Σ cᵢBᵢAᵢ}. Read in F64, a part at a time; several threads
 * may.
 *
 * @param parts of one module, in a fixed order
 */
record StackedFactors(List<Part> parts) {

    /** @param coefficient of its product in the sum: the member's weight times the scaling */
    record Part(TensorSource source, Factors factors, double coefficient) {}

    /** One of both sides, by rows of as many elements as the rank. */
    @FunctionalInterface
    interface Rows {
        /** [count, rank] */
        double[] read(int first, int count);
    }

    StackedFactors {
        parts = List.copyOf(parts);
    }

    Factors first() {
        return parts.get(0).factors();
    }

    int rank() {
        return parts.stream().mapToInt(part -> part.factors().rank()).sum();
    }

    int rows() {
        return first().rows();
    }

    int columns() {
        return first().columns();
    }

    /** Rows {@code first .. first + count - 1} of B, [count, rank]. */
    double[] left(int first, int count) {
        int rank = rank();
        double[] rows = new double[Math.multiplyExact(count, rank)];
        int column = 0;
        for (Part part : parts) {
            int own = part.factors().rank();
            double[] read = new double[count * own];
            Doubles.read(part.source(), part.factors().b(), (long) first * own, read.length, read, 0);
            for (int row = 0; row < count; row++) {
                System.arraycopy(read, row * own, rows, row * rank + column, own);
            }
            column += own;
        }
        return rows;
    }

    /** Columns {@code first .. first + count - 1} of A as rows, [count, rank]. */
    double[] right(int first, int count) {
        int rank = rank();
        double[] columns = new double[Math.multiplyExact(count, rank)];
        double[] read = new double[count];
        int row = 0;
        for (Part part : parts) {
            for (int own = 0; own < part.factors().rank(); own++, row++) {
                Doubles.read(part.source(), part.factors().a(), (long) own * columns() + first, count, read, 0);
                for (int column = 0; column < count; column++) {
                    columns[column * rank + row] = part.coefficient() * read[column];
                }
            }
        }
        return columns;
    }

    /** Elements of A as it lies row by row. */
    void readRight(long first, int count, double[] target) {
        long start = 0;
        for (Part part : parts) {
            long elements = part.factors().a().elements();
            long from = Math.max(first, start);
            long to = Math.min(first + count, start + elements);
            if (from < to) {
                int at = (int) (from - first);
                Doubles.read(part.source(), part.factors().a(), from - start, (int) (to - from), target, at);
                for (int k = at; k < to - first; k++) {
                    target[k] *= part.coefficient();
                }
            }
            start += elements;
        }
    }

    /** Elements of B as it lies row by row. */
    void readLeft(long first, int count, double[] target) {
        int rank = rank();
        int firstRow = (int) (first / rank);
        int rows = (int) ((first + count - 1) / rank) - firstRow + 1;
        System.arraycopy(left(firstRow, rows), (int) (first - (long) firstRow * rank), target, 0, count);
    }
}
