package dev.radin.plan;

import java.util.List;

/**
 * Where a selection stands.
 *
 * @param step what has to happen next
 * @param passed the stages of this very work that have ended, in order; of rounds that are over some may be forgotten
 */
public record Plan(Step step, List<StageResult> passed) {}
