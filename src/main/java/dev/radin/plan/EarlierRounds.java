package dev.radin.plan;

import dev.radin.protocol.Cost;

/**
 * Rounds that are over and of which only the sum is remembered.
 *
 * @param last they are the rounds from 1 to this one; 0 for none
 * @param taskHash of the last one's rank, by which rounds of other work are recognised; null for none
 */
public record EarlierRounds(int last, String taskHash, Cost cost) {

    public static final EarlierRounds NONE = new EarlierRounds(0, null, Cost.NONE);
}
