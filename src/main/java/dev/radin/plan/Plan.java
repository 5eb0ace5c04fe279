package dev.radin.plan;

import java.util.List;

/**
 * How far a selection has come.
 *
 * @param step what has to happen next
 * @param passed the stages of this very work that have ended, in order
 * @param earlier rounds of this very work that are not among those
 */
public record Plan(Step step, List<StageResult> passed, EarlierRounds earlier) {}
