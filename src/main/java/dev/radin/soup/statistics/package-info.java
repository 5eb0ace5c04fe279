/**
 * Whether a gain is more than chance, how well estimates foretold scores, and which weights are far from the others.
 * Used by the stages and the report.
 * Begin with {@link dev.radin.soup.statistics.Comparison} and {@link dev.radin.soup.statistics.Distances}.
 */
package dev.radin.soup.statistics;
