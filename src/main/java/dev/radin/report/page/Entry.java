package dev.radin.report.page;

/** A name and what is said of it. */
public record Entry(String name, String text) {}
