package dev.radin.worker;

import dev.radin.protocol.Ranking;
import dev.radin.protocol.Selection;
import dev.radin.report.PassScores;
import dev.radin.soup.Choice;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Mixture;
import dev.radin.soup.Single;
import dev.radin.weights.ModelPool;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What each strategy that is compared would have chosen, by the rule of its paper: the highest score on the validation data. */
final class ComparedPicks {

    private ComparedPicks() {}

    /**
     * By the strategy's name.
     *
     * @param scores over the validation data
     */
    static Map<String, Mixture> of(
            Selection selection, Ranking ranking, ModelPool pool, List<Single> singles, PassScores scores) {
        Map<String, Mixture> picks = new LinkedHashMap<>();
        for (Ranking.Baseline baseline : Objects.requireNonNullElse(ranking.baselines(), List.<Ranking.Baseline>of())) {
            if (selection.strategy().compares(baseline.strategy())) {
                picks.put(baseline.strategy(), pick(baseline, pool, singles, scores));
            }
        }
        return picks;
    }

    private static Mixture pick(Ranking.Baseline baseline, ModelPool pool, List<Single> singles, PassScores scores) {
        List<Evaluated> evaluated = baseline.soups().stream()
                .map(soup -> scores.of(pool.mixture(soup)).evaluated())
                .toList();
        return Choice.among(singles, evaluated).chosen().mixture();
    }
}
