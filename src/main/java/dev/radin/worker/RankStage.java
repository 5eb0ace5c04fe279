package dev.radin.worker;

import dev.radin.cache.Workspace;
import dev.radin.protocol.Hash;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Ranking;
import dev.radin.protocol.Receipt;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.protocol.Stage;
import dev.radin.protocol.StageTask;
import dev.radin.report.PassScores;
import dev.radin.soup.Choice;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import dev.radin.soup.Single;
import dev.radin.soup.Threads;
import dev.radin.soup.statistics.Basins;
import dev.radin.soup.strategy.Findings;
import dev.radin.soup.strategy.Proposed;
import dev.radin.soup.strategy.SearchState;
import dev.radin.soup.strategy.Strategy;
import dev.radin.weights.ModelPool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Scores what was run so far, estimates what was not, and proposes what to evaluate next. Runs no network. */
final class RankStage {

    private final StageContext context;

    RankStage(StageContext context) {
        this.context = context;
    }

    Receipt run(StageTask task) {
        Inspection inspection = context.inspection(task);
        ModelPool pool = ModelPool.of(context.workspace(), inspection);
        PassScores scores = new PassScores(context.workspace(), inspection, pool, inspection.validation());
        List<Ranking.Proposal> earlier =
                task.ranking() == null ? List.of() : context.ranking(task).proposals();
        List<Single> singles = singles(scores);
        List<Ranking.Proposal> own =
                earlier.stream().filter(p -> p.compared() == null).toList();
        List<Evaluated> evaluated = evaluated(own, pool, scores);
        List<Evaluated> run = evaluated(earlier, pool, scores);

        Strategy strategy = strategy(pool);
        Basins basins = ModelBasins.of(inspection, pool);
        int budgetLeft = Math.max(0, context.workspace().selection().budget() - own.size());
        Findings findings = context.findings(Stream.concat(
                        Stream.of(task.inspection()), pool.everyone().stream().map(ModelPool.Member::digest))
                .toList());
        Proposed proposed =
                propose(strategy, scores, singles, base(pool, scores), evaluated, run, basins, findings, budgetLeft);

        Compared compared = Compared.of(
                context.workspace().selection(),
                proposed,
                run.stream().map(Evaluated::mixture).collect(Collectors.toSet()));
        Ranking ranking = new RankingMaker(context.workspace().selection(), pool, scores, basins)
                .make(task.round(), strategy, earlier, proposed, compared, budgetLeft);
        Workspace workspace = context.workspace();
        workspace.confirmAll(inspection.validation().stream()
                .<Runnable>map(dataset -> () -> workspace.confirm(dataset.input()))
                .toList());
        String digest = publish(ranking);
        NextPasses next = new NextPasses(
                context.workspace(),
                inspection,
                pool,
                Stream.concat(proposed.proposals().next().stream(), compared.soups().stream())
                        .toList());
        return receipt(
                digest, ranking, pool, next, Choice.singlesBestFirst(singles).get(0));
    }

    /** @return its digest */
    private String publish(Ranking ranking) {
        return context.workspace()
                .json()
                .publishByContent(n -> context.workspace().layout().stage(Stage.rank, n, "ranking.json"), ranking);
    }

    private Receipt receipt(String digest, Ranking ranking, ModelPool pool, NextPasses next, Evaluated bestSingle) {
        return Receipt.ranked(
                Hash.brief(digest),
                new Receipt.Ranked(
                        ranking.strategy(),
                        pool.members().size(),
                        pool.excluded().size(),
                        ranking.proposals().size(),
                        next.soups().size(),
                        next.passes(),
                        next.cached(),
                        ranking.more(),
                        pool.members().get(bestSingle.mixture().member(0)).name(),
                        context.workspace().selection().metric().utility(bestSingle.utility())));
    }

    static List<Evaluated> evaluated(List<Ranking.Proposal> proposals, ModelPool pool, PassScores scores) {
        return scores
                .of(proposals.stream().map(p -> pool.mixture(p.candidate())).toList())
                .stream()
                .map(PassScores.Scored::evaluated)
                .toList();
    }

    private Strategy strategy(ModelPool pool) {
        StrategyChoice choice = context.workspace().selection().strategy();
        long seed = context.workspace().selection().seed();
        return switch (choice.type()) {
            case Auto -> context.workspace().selection().metric().isOfLogits()
                    ? Strategy.auto(seed)
                    : Strategy.autoByScores();
            case Search -> Strategy.search(seed);
            case Radin -> Strategy.radin(choice.draws(), choice.memberBonus(), seed);
            case Greedy -> Strategy.greedy();
            case Listed -> Strategy.listed(
                    choice.mixtures().stream().map(pool::mixture).toList());
        };
    }

    private Proposed propose(
            Strategy strategy,
            PassScores scores,
            List<Single> singles,
            Optional<Single> base,
            List<Evaluated> evaluated,
            List<Evaluated> run,
            Basins basins,
            Findings findings,
            int budgetLeft) {
        Metric metric = context.workspace().selection().metric();
        PassLogits logits = new PassLogits(
                scores,
                new Resources(
                        context.workspace().settings().limits().bufferBytes(),
                        Threads.of(context.workspace().settings().threads())));
        try (PassEstimator estimator = new PassEstimator(metric, scores, logits.resources())) {
            return Proposed.by(
                    strategy,
                    new SearchState(metric, singles, base, estimator, evaluated, basins, logits, findings),
                    budgetLeft,
                    context.workspace().selection().budget(),
                    context.workspace().selection().seed(),
                    run);
        }
    }

    static List<Single> singles(PassScores scores) {
        List<Single> singles = new ArrayList<>();
        for (PassScores.Scored scored : scores.singles()) {
            singles.add(new Single(scored.utility(), scored.negativeLogLikelihood()));
        }
        return singles;
    }

    private static Optional<Single> base(ModelPool pool, PassScores scores) {
        return pool.base()
                .map(base -> scores.of(Mixture.single(pool.members().size())))
                .map(scored -> new Single(scored.utility(), scored.negativeLogLikelihood()));
    }
}
