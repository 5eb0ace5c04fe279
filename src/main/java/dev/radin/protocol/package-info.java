/**
 * What planner and workers exchange: the selection, tasks, receipts, and the JSON files between the stages.
 * Used by everything above the engine; may use {@code soup} for metrics and {@code fault}, and nothing that computes.
 * Begin with {@link dev.radin.protocol.Selection}, {@link dev.radin.protocol.StageTask} and {@link dev.radin.protocol.Receipt}.
 */
package dev.radin.protocol;
