package dev.radin.soup.learn;

/** Arithmetic on vectors. */
final class Vectors {

    private Vectors() {}

    /** Of two of one length, in order. */
    static double dot(double[] x, double[] y) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            sum += x[i] * y[i];
        }
        return sum;
    }
}
