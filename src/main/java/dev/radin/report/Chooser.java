package dev.radin.report;

import dev.radin.protocol.Selection;
import dev.radin.soup.CalibratedChoice;
import dev.radin.soup.CalibratedChoice.Finalist;
import dev.radin.soup.Choice;
import dev.radin.soup.ChoiceRule;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Mixture;
import dev.radin.soup.Single;
import dev.radin.soup.statistics.Contest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Chooses among the best single model and the soups that were truly evaluated, by the rule that the selection asks for. */
public final class Chooser {

    private final Selection selection;
    private final PassScores scores;

    public Chooser(Selection selection, PassScores scores) {
        this.selection = selection;
        this.scores = scores;
    }

    /** @param evaluated in order; those without a finite score take no part */
    public Decision choose(List<Single> singles, List<Evaluated> evaluated) {
        Choice highest = Choice.among(singles, evaluated);
        List<Evaluated> soups =
                evaluated.stream().filter(e -> !Double.isNaN(e.utility())).toList();
        if (soups.isEmpty()) {
            return new Decision(
                    new Choice(selection.choiceRule(), highest.chosen(), highest.bestSingle()),
                    Map.of(),
                    Optional.empty());
        }
        List<Mixture> mixtures = soups.stream().map(Evaluated::mixture).toList();
        Contest contest = scores.contest(mixtures, highest.bestSingle().mixture());
        Map<Mixture, Double> calibrated = new HashMap<>();
        Choice choice = highest;
        if (selection.choiceRule() == ChoiceRule.Calibrated) {
            List<Finalist> finalists = finalists(soups, highest.bestSingle());
            finalists.forEach(f -> calibrated.put(f.evaluated().mixture(), f.calibratedLoss()));
            int top = CalibratedChoice.highest(finalists);
            Finalist chosen = CalibratedChoice.among(finalists, top, contest.standardErrors(top));
            choice = new Choice(ChoiceRule.Calibrated, chosen.evaluated(), highest.bestSingle());
        }
        return new Decision(
                choice,
                calibrated,
                choice.singleKept()
                        ? Optional.empty()
                        : Optional.of(contest.comparison(
                                mixtures.indexOf(choice.chosen().mixture()))));
    }

    /** In the order of the contest: the single model after the soups. */
    private List<Finalist> finalists(List<Evaluated> soups, Evaluated single) {
        List<Evaluated> all = Stream.concat(soups.stream(), Stream.of(single)).toList();
        double[] losses =
                scores.calibratedLosses(all.stream().map(Evaluated::mixture).toList());
        List<Finalist> finalists = new ArrayList<>();
        for (int k = 0; k < losses.length; k++) {
            finalists.add(new Finalist(all.get(k), losses[k]));
        }
        return finalists;
    }
}
