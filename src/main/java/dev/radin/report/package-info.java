/**
 * What passes are worth, and what a selection leaves behind: report.json, the published soup, its card and manifest.
 * Used by the stages of {@code worker}.
 * Begin with {@link dev.radin.report.PassScores} for scores and {@link dev.radin.report.ReportMaker} for the report.
 */
package dev.radin.report;
