package dev.radin.tensor.adapter;

/**
 * Elements of a weight with an update, {@code W + LR}. As a matrix it is [rows, columns] of the product, so that L is B and R is A;
 * or its transpose, of embeddings and where fan-in comes first.
 *
 * @param name by which its factors are kept
 * @param original W
 * @param recent shared by all weights
 */
record UpdatedWeight(
        String name, StackedFactors factors, boolean transposed, ComputedTensors.Elements original, Kept recent)
        implements ComputedTensors.Elements {

    private static final int STRIP_ROWS = 256;

    /** What was read of factors last: R whole, [rank, columns], and strips of L, [rows, rank]. */
    record Kept(Recent<String, double[]> rights, Recent<String, double[]> strips) {
        Kept() {
            this(new Recent<>(2), new Recent<>(4));
        }
    }

    /** How much memory is kept of its factors. */
    long bytes() {
        return Double.BYTES * (long) factors.rank() * (3L * columns() + 4 * STRIP_ROWS);
    }

    private int columns() {
        return transposed ? factors.rows() : factors.columns();
    }

    @Override
    public void read(long first, int count, double[] target) {
        original.read(first, count, target);
        int columns = columns();
        int rank = factors.rank();
        double[] right = recent.rights().get(name, this::right);
        for (int done = 0; done < count; ) {
            long row = (first + done) / columns;
            int column = (int) ((first + done) % columns);
            int now = Math.min(count - done, columns - column);
            double[] strip = strip((int) (row / STRIP_ROWS));
            int at = (int) (row % STRIP_ROWS) * rank;
            int k = 0;
            for (; k + 4 <= rank; k += 4) {
                addFour(strip, at + k, right, k * columns + column, columns, target, done, now);
            }
            for (; k < rank; k++) {
                addScaled(strip[at + k], right, k * columns + column, target, done, now);
            }
            done += now;
        }
    }

    private double[] right() {
        int rank = factors.rank();
        int columns = columns();
        double[] right = new double[Math.multiplyExact(rank, columns)];
        if (!transposed) {
            factors.readRight(0, right.length, right);
            return right;
        }
        double[] left = factors.left(0, columns);
        for (int column = 0; column < columns; column++) {
            for (int k = 0; k < rank; k++) {
                right[k * columns + column] = left[column * rank + k];
            }
        }
        return right;
    }

    private double[] strip(int number) {
        int rows = transposed ? factors.columns() : factors.rows();
        int first = number * STRIP_ROWS;
        int count = Math.min(STRIP_ROWS, rows - first);
        return recent.strips()
                .get(number + " " + name, () -> transposed ? factors.right(first, count) : factors.left(first, count));
    }

    /** As four times {@link #addScaled}, bit for bit, with a quarter of the traffic to {@code target}. */
    private static void addFour(
            double[] factors, int f, double[] rows, int from, int columns, double[] target, int at, int count) {
        double one = factors[f];
        double two = factors[f + 1];
        double three = factors[f + 2];
        double four = factors[f + 3];
        for (int k = 0; k < count; k++) {
            target[at + k] = target[at + k]
                    + one * rows[from + k]
                    + two * rows[from + columns + k]
                    + three * rows[from + 2 * columns + k]
                    + four * rows[from + 3 * columns + k];
        }
    }

    private static void addScaled(double factor, double[] row, int from, double[] target, int at, int count) {
        for (int k = 0; k < count; k++) {
            target[at + k] += factor * row[from + k];
        }
    }
}
