/**
 * Which stage of a selection comes next, as a pure function of what has ended.
 * Used by {@code local} and {@code operator}, which run the stages; may use {@code protocol} alone.
 * Begin with {@link dev.radin.plan.Planner}; the order of the stages is in {@link dev.radin.plan.Walk}.
 */
package dev.radin.plan;
