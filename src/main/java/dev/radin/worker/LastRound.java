package dev.radin.worker;

import dev.radin.protocol.Ranking;
import dev.radin.protocol.Selection;
import dev.radin.report.PassScores;
import dev.radin.soup.Barrier;
import dev.radin.weights.ModelPool;
import java.util.List;

/** What the soups of the last round showed: rankings tell it of the rounds before theirs, and none comes after it. */
record LastRound(ModelPool pool, PassScores scores) {

    /** The notes that another ranking would have had. Strategies that look for no barriers have none. */
    List<String> notes(Selection selection, Ranking ranking) {
        boolean looks = selection.strategy().type() == Selection.StrategyChoice.Type.Auto
                && selection.metric().isOfLogits();
        return ranking.own().stream()
                .filter(proposal -> looks && proposal.round() == ranking.round())
                .map(proposal -> scores.of(pool.mixture(proposal.candidate())).evaluated())
                .map(soup -> Barrier.of(soup, scores.ownLoss(soup.mixture()), scores::calibratedLoss))
                .filter(Barrier::isThere)
                .map(barrier -> RankNotes.barrier(pool, barrier, true))
                .toList();
    }
}
