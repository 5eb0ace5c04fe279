package dev.radin.soup.strategy;

import dev.radin.soup.Mixture;

/** What a search tries to make large. */
@FunctionalInterface
public interface SearchObjective {

    double score(Mixture soup, double estimate);
}
