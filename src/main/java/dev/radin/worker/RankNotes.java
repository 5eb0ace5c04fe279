package dev.radin.worker;

import dev.radin.protocol.Selection;
import dev.radin.soup.strategy.Barrier;
import dev.radin.soup.strategy.Proposals;
import dev.radin.soup.strategy.Strategy;
import dev.radin.weights.ModelPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a user would want to know of a round's proposals, one sentence each. */
final class RankNotes {

    private RankNotes() {}

    /** @param budgetLeft how many soups the strategy could have proposed */
    static List<String> of(
            Selection selection, ModelPool pool, Strategy strategy, Proposals proposals, int budgetLeft) {
        List<String> notes = new ArrayList<>(pool.notes());
        proposals.barriers().forEach(barrier -> notes.add(barrier(pool, barrier)));
        int unspent = budgetLeft - proposals.next().size();
        if (unspent > 0 && !proposals.more()) {
            notes.add("the strategy had " + (selection.budget() - unspent)
                    + " soups to propose; " + unspent + " of the budget of "
                    + selection.budget()
                    + " are left over"
                    + strategy.advice(selection.budget()));
        }
        return notes;
    }

    /** What an evaluation showed, in the words of a note. */
    private static String barrier(ModelPool pool, Barrier barrier) {
        return "the " + ModelPool.title(pool.names(barrier.soup()))
                + (Double.isNaN(barrier.calibratedLoss())
                        ? " gave no finite logits"
                        : String.format(
                                Locale.ROOT,
                                " is worse than its members (negative log-likelihood %.3f at its best temperature, theirs"
                                        + " %.3f on their own)",
                                barrier.calibratedLoss(),
                                barrier.ownLoss()))
                + ": the weights of these models cannot be averaged";
    }
}
