package dev.radin.soup.statistics;

import dev.radin.soup.Threads;
import java.util.function.ToDoubleFunction;

/** How the gains of several soups over one single model err together, as their examples are a sample. */
interface GainErrors {

    /** Of the soups' gains, [soups][soups]. */
    double[][] covariance();

    /**
     * What chance alone does: in each of many draws, the errors of all soups together, each in its own standard errors. A soup
     * whose gain does not vary has 0.
     *
     * @param look at a draw; gets an array of its own
     * @return what it made of each
     */
    double[] each(Threads threads, ToDoubleFunction<double[]> look);

    /** The 95 % quantile of the size of one soup's error, in its standard errors. */
    double quantile(int soup);
}
