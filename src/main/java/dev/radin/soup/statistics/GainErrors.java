package dev.radin.soup.statistics;

import dev.radin.soup.Threads;

/** How the gains of several soups over one single model err together, as their examples are a sample. */
interface GainErrors {

    /** Of the soups' gains, [soups][soups]. */
    double[][] covariance();

    /**
     * What chance alone does: in each of many draws of all errors, the largest of any soup, in standard errors of that soup.
     * A soup whose gain does not vary counts as 0.
     */
    double[] largest(Threads threads);

    /** The 95 % quantile of the size of one soup's error, in its standard errors. */
    double quantile(int soup);
}
