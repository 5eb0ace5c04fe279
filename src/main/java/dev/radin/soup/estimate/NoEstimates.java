package dev.radin.soup.estimate;

import dev.radin.soup.Mixture;
import java.util.Arrays;
import java.util.List;

/** See {@link Estimator#none}. */
record NoEstimates() implements Estimator {

    @Override
    public double[] estimate(List<Mixture> mixtures) {
        double[] unknown = new double[mixtures.size()];
        Arrays.fill(unknown, Double.NaN);
        return unknown;
    }

    @Override
    public int affordable() {
        return 0;
    }
}
