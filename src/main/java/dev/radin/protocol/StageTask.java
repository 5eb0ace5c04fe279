package dev.radin.protocol;

import java.util.List;

/**
 * One stage to be run, in shares.
 *
 * @param round 0 but for rank and evaluate, which count from 1
 * @param taskHash of what is asked for: what was done under an equal hash need not be done again
 * @param items entries of the stage's list: passes of extract, soups of evaluate, 1 for the others
 * @param itemsPerShare how many of them a share takes
 * @param inspection the folder name of the inspection it builds on; null for inspect
 * @param ranking the folder name of the ranking it builds on; null before the first
 * @param cost what the selection has cost so far, for publish to report
 */
public record StageTask(
        Stage stage,
        int round,
        AskedHash taskHash,
        int items,
        int itemsPerShare,
        String inspection,
        String ranking,
        Cost cost) {

    public StageTask after(Cost soFar) {
        return new StageTask(stage, round, taskHash, items, itemsPerShare, inspection, ranking, soFar);
    }

    /** How many workers it is divided among, each a position from 0 on. */
    public int shares() {
        return (items + itemsPerShare - 1) / itemsPerShare;
    }

    /** The entries that a share takes care of; every entry belongs to exactly one share. */
    public <T> List<T> shareOf(List<T> entries, int share) {
        int from = (int) Math.min(entries.size(), (long) share * itemsPerShare);
        return entries.subList(from, (int) Math.min(entries.size(), (long) from + itemsPerShare));
    }

    public String title() {
        return round > 0 ? stage + " " + round : stage.toString();
    }
}
