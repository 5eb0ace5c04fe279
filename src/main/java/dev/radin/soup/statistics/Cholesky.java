package dev.radin.soup.statistics;

/** The lower factor L of a positive semi-definite matrix, L Lᵀ. */
final class Cholesky {

    /** A pivot of a correlation matrix that is smaller is taken for 0: its column is a mixture of those before. */
    private static final double SMALLEST_PIVOT = 1e-10;

    private Cholesky() {}

    /** @param correlations symmetric, with ones on the diagonal, or zeros for what does not vary */
    static double[][] factor(double[][] correlations) {
        int size = correlations.length;
        double[][] lower = new double[size][];
        for (int i = 0; i < size; i++) {
            lower[i] = new double[i + 1];
            for (int j = 0; j <= i; j++) {
                double rest = correlations[i][j];
                for (int k = 0; k < j; k++) {
                    rest -= lower[i][k] * lower[j][k];
                }
                if (i == j) {
                    lower[i][i] = rest > SMALLEST_PIVOT ? Math.sqrt(rest) : 0;
                } else {
                    lower[i][j] = lower[j][j] > 0 ? rest / lower[j][j] : 0;
                }
            }
        }
        return lower;
    }
}
