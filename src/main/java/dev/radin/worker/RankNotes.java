package dev.radin.worker;

import dev.radin.fault.Counted;
import dev.radin.protocol.Decimal;
import dev.radin.protocol.Selection;
import dev.radin.soup.Barrier;
import dev.radin.soup.strategy.Proposals;
import dev.radin.soup.strategy.Strategy;
import dev.radin.weights.ModelPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a user would want to know of a round's proposals, one sentence each. */
final class RankNotes {

    private static final String NO_ESTIMATES =
            "the evaluator gives scores and no logits, so no soup is estimated before it is run; soups are proposed by the"
                    + " scores of single models and of soups that were run";

    private RankNotes() {}

    /** @param budgetLeft how many soups the strategy could have proposed */
    static List<String> of(
            Selection selection, ModelPool pool, Strategy strategy, Proposals proposals, int budgetLeft) {
        List<String> notes = new ArrayList<>(pool.notes());
        boolean ofLogits = selection.metric().isOfLogits();
        if (!ofLogits) {
            notes.add(NO_ESTIMATES);
        }
        proposals.barriers().forEach(barrier -> notes.add(barrier(pool, barrier, ofLogits)));
        int unspent = budgetLeft - proposals.next().size();
        boolean anySoup = pool.members().size() > 1;
        if (unspent > 0 && !proposals.more() && anySoup) {
            int proposed = selection.budget() - unspent;
            notes.add("the strategy had " + Counted.of(proposed, "soup") + " to propose; " + unspent
                    + " of the budget of " + selection.budget() + (unspent == 1 ? " is" : " are") + " left over"
                    + (proposed == 0 ? "" : strategy.advice(selection.budget())));
        }
        return notes;
    }

    /** What an evaluation showed, in the words of a note. */
    static String barrier(ModelPool pool, Barrier barrier, boolean ofLogits) {
        return "the " + ModelPool.title(pool.names(barrier.soup()))
                + (Double.isNaN(barrier.loss())
                        ? " gave no finite " + (ofLogits ? "logits" : "scores")
                        : " is worse than its members (" + measured(barrier, ofLogits) + " on their own)")
                + ": not all of their weights can be averaged with each other";
    }

    private static String measured(Barrier barrier, boolean ofLogits) {
        return ofLogits
                ? String.format(
                        Locale.ROOT,
                        "negative log-likelihood %.3f at its best temperature, theirs %.3f",
                        barrier.loss(),
                        barrier.ownLoss())
                : "score " + Decimal.score(-barrier.loss()) + ", theirs " + Decimal.score(-barrier.ownLoss());
    }
}
