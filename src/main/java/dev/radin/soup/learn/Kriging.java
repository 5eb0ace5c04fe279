package dev.radin.soup.learn;

import java.util.List;

/**
 * What evaluated soups say about mixtures near them: the residual of their true logits against the average of their members'
 * is carried over, as a Gaussian process would have it. Its covariance is zero where a mixture is a single model, whose
 * logits are known, and grows with how much is mixed.
 *
 * <p>Logits come out linear in those of the models and the soups, so a mixture p becomes weights of these: p_i − Σ_s u_s q_si
 * of model i and u_s of soup s, with u = K⁻¹ k(p, ·).
 */
final class Kriging {

    /** How much of the covariance is by pairs of models, and how much by the mixedness of both. */
    private static final double BY_PAIRS = 0.42;

    private static final double BY_MIXEDNESS = 0.58;
    private static final double NUGGET = 1e-3;

    private final int models;
    private final double[][] soups;
    private final double[][] inverse;

    /**
     * @param models how many there are
     * @param soups the weights of each evaluated one, [soups][models]; may be none
     */
    Kriging(int models, List<double[]> soups) {
        this.models = models;
        this.soups = soups.toArray(double[][]::new);
        int count = this.soups.length;
        double[][] covariance = new double[count][];
        double diagonal = 0;
        for (int s = 0; s < count; s++) {
            covariance[s] = covariances(this.soups[s]);
            diagonal += covariance[s][s] / count;
        }
        for (int s = 0; s < count; s++) {
            covariance[s][s] += NUGGET * diagonal;
        }
        this.inverse = inverse(covariance);
    }

    /** Of the models' columns, then of the soups'. */
    double[] columnWeights(double[] p) {
        double[] u = times(inverse, covariances(p));
        double[] weights = new double[models + soups.length];
        System.arraycopy(p, 0, weights, 0, models);
        for (int s = 0; s < soups.length; s++) {
            weights[models + s] = u[s];
            for (int i = 0; i < models; i++) {
                weights[i] -= u[s] * soups[s][i];
            }
        }
        return weights;
    }

    /** Derivatives by p, from those by the weights of the columns. */
    double[] byModel(double[] p, double[] byColumn) {
        double[] byCovariance = new double[soups.length];
        for (int s = 0; s < soups.length; s++) {
            byCovariance[s] = byColumn[models + s];
            for (int i = 0; i < models; i++) {
                byCovariance[s] -= soups[s][i] * byColumn[i];
            }
        }
        double[] slopes = times(inverse, byCovariance);
        double[] byModel = new double[models];
        System.arraycopy(byColumn, 0, byModel, 0, models);
        for (int s = 0; s < soups.length; s++) {
            double[] q = soups[s];
            double both = Vectors.dot(p, q);
            double mixedness = mixedness(q);
            for (int i = 0; i < models; i++) {
                double slope = BY_PAIRS * (q[i] * both - q[i] * q[i] * p[i]) - BY_MIXEDNESS * mixedness * p[i];
                byModel[i] += slope * slopes[s];
            }
        }
        return byModel;
    }

    /** With each soup. */
    private double[] covariances(double[] p) {
        double[] covariances = new double[soups.length];
        for (int s = 0; s < soups.length; s++) {
            double[] q = soups[s];
            double both = Vectors.dot(p, q);
            double same = 0;
            for (int i = 0; i < models; i++) {
                same += p[i] * p[i] * q[i] * q[i];
            }
            covariances[s] = BY_PAIRS * (both * both - same) / 2 + BY_MIXEDNESS * mixedness(p) * mixedness(q);
        }
        return covariances;
    }

    /** Zero of a single model, up to a half of many. */
    private static double mixedness(double[] p) {
        return (1 - Vectors.dot(p, p)) / 2;
    }

    /** Of a positive definite matrix, by elimination without pivots. */
    private static double[][] inverse(double[][] matrix) {
        int count = matrix.length;
        double[][] left = new double[count][];
        double[][] right = new double[count][count];
        for (int s = 0; s < count; s++) {
            left[s] = matrix[s].clone();
            right[s][s] = 1;
        }
        for (int pivot = 0; pivot < count; pivot++) {
            double scale = 1 / left[pivot][pivot];
            for (int c = 0; c < count; c++) {
                left[pivot][c] *= scale;
                right[pivot][c] *= scale;
            }
            for (int r = 0; r < count; r++) {
                double factor = left[r][pivot];
                for (int c = 0; r != pivot && c < count; c++) {
                    left[r][c] -= factor * left[pivot][c];
                    right[r][c] -= factor * right[pivot][c];
                }
            }
        }
        return right;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[vector.length];
        for (int s = 0; s < vector.length; s++) {
            product[s] = Vectors.dot(matrix[s], vector);
        }
        return product;
    }
}
