package dev.radin.protocol;

import java.util.Optional;

/**
 * One stage to be run, in shares.
 *
 * @param round 0 but for rank and evaluate, which count from 1
 * @param work names what is asked for: equal work need not be done again
 * @param shares how many workers it is divided among, each a position from 0 on
 * @param inspection the folder name of the inspection it builds on; null for inspect
 * @param ranking the folder name of the ranking it builds on; null before the first
 * @param cost what the selection has cost so far, for publish to report
 */
public record StageTask(Stage stage, int round, String work, int shares, String inspection, String ranking, Cost cost) {

    /** Which part of a list of passes a share runs: {@code [from, to)}. */
    public static int from(int share, int passesPerShare, int passes) {
        return Math.min(passes, share * passesPerShare);
    }

    public Optional<String> rankingFolder() {
        return Optional.ofNullable(ranking);
    }

    public String title() {
        return round > 0 ? stage + " " + round : stage.toString();
    }
}
