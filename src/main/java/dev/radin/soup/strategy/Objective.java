package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;

/** What a search tries to make large. */
@FunctionalInterface
public interface Objective {

    double score(Mixture soup, double estimate);
}
