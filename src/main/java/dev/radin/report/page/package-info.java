/** The report as a page for people: report.html, made from report.json alone. */
package dev.radin.report.page;
