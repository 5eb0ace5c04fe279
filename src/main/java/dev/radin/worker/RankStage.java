package dev.radin.worker;

import dev.radin.protocol.Inspection;
import dev.radin.protocol.Ranking;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.soup.Choice;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Single;
import dev.radin.soup.estimate.Estimator;
import dev.radin.soup.estimate.ValidationSet;
import dev.radin.soup.strategy.Candidate;
import dev.radin.soup.strategy.Proposals;
import dev.radin.soup.strategy.SearchState;
import dev.radin.soup.strategy.Strategy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Scores what was run so far, estimates what was not, and proposes what to evaluate next. Runs no network. */
final class RankStage {

    private final StageContext context;

    RankStage(StageContext context) {
        this.context = context;
    }

    Receipt run(StageTask task) {
        Inspection inspection = context.inspection(task);
        ModelPool roster = ModelPool.of(context, inspection);
        PassScores scores = new PassScores(context, inspection, roster, inspection.validation());
        List<Ranking.Proposal> earlier =
                task.ranking() == null ? List.of() : context.ranking(task).proposals();
        List<Single> singles = singles(roster, scores);
        List<Evaluated> evaluated = earlier.stream()
                .map(p -> roster.mixture(p.candidate().models(), p.candidate().weights()))
                .map(mixture -> scores.of(mixture).evaluated())
                .toList();

        Strategy strategy = Strategies.of(context.selection.strategy(), roster);
        int budgetLeft = Math.max(0, context.selection.budget() - earlier.size());
        Proposals proposals = propose(strategy, scores, inspection, singles, evaluated, budgetLeft);

        List<String> notes = new ArrayList<>(roster.notes());
        int unspent = budgetLeft - proposals.next().size();
        if (unspent > 0 && !proposals.more()) {
            notes.add("the strategy had " + (context.selection.budget() - unspent)
                    + " soups to propose; " + unspent + " of the budget of " + context.selection.budget()
                    + " are left over");
        }
        Ranking ranking = ranking(task.round(), strategy, roster, scores, earlier, proposals, notes, unspent > 0);
        String name = context.json.publishByContent(n -> context.layout.stage(Stage.rank, n, "ranking.json"), ranking);
        Evaluated best = Choice.singlesBestFirst(singles).get(0);
        return Receipt.ranked(
                name,
                new Receipt.Ranked(
                        ranking.strategy(),
                        roster.members().size(),
                        ranking.proposals().size(),
                        proposals.next().size(),
                        proposals.next().size() * inspection.validation().size(),
                        ranking.more(),
                        roster.members().get(best.mixture().member(0)).name(),
                        context.selection.metric().utility(best.utility()),
                        notes));
    }

    private Proposals propose(
            Strategy strategy,
            PassScores scores,
            Inspection inspection,
            List<Single> singles,
            List<Evaluated> evaluated,
            int budgetLeft) {
        List<ValidationSet> sets = new ArrayList<>();
        try {
            inspection.validation().forEach(dataset -> sets.add(scores.validationSet(dataset)));
            Estimator estimator = Estimator.of(context.selection.metric(), sets);
            return strategy.propose(
                    new SearchState(context.selection.metric(), singles, estimator, evaluated), budgetLeft);
        } finally {
            sets.forEach(set -> ((PassTable) set.logits()).close());
        }
    }

    static List<Single> singles(ModelPool roster, PassScores scores) {
        List<Single> singles = new ArrayList<>();
        for (PassScores.Scored scored : scores.singles()) {
            Double distance = roster.members().get(singles.size()).model().distance();
            singles.add(new Single(
                    scored.utility(), scored.negativeLogLikelihood(), distance == null ? Double.NaN : distance));
        }
        return singles;
    }

    private Ranking ranking(
            int round,
            Strategy strategy,
            ModelPool roster,
            PassScores scores,
            List<Ranking.Proposal> earlier,
            Proposals proposals,
            List<String> notes,
            boolean budgetRemains) {
        Metric metric = context.selection.metric();
        Set<Integer> leftOut = new HashSet<>(proposals.leftOut());
        List<Ranking.Model> models = new ArrayList<>();
        for (int i = 0; i < roster.members().size(); i++) {
            PassScores.Scored scored = scores.of(Mixture.single(i));
            ModelPool.Member member = roster.members().get(i);
            models.add(new Ranking.Model(
                    member.name(),
                    member.digest(),
                    metric.utility(scored.utility()),
                    scored.negativeLogLikelihood(),
                    member.model().distance(),
                    leftOut.contains(i),
                    scores.byDataset(scored)));
        }
        List<Ranking.Proposal> all = new ArrayList<>(earlier);
        proposals.next().forEach(c -> all.add(new Ranking.Proposal(round, candidate(metric, roster, c))));
        return new Ranking(
                strategy.name(),
                round,
                models,
                roster.excluded(),
                proposals.candidates().stream()
                        .map(c -> candidate(metric, roster, c))
                        .toList(),
                all,
                proposals.more() && budgetRemains && !proposals.next().isEmpty(),
                notes);
    }

    private static Ranking.Candidate candidate(Metric metric, ModelPool roster, Candidate candidate) {
        return roster.candidate(candidate.mixture(), metric.utility(candidate.estimate()));
    }
}
