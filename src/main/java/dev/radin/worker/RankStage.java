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
        Workspace workspace = context.workspace();
        Inspection inspection = context.inspection(task);
        ModelPool pool = ModelPool.of(workspace, inspection);
        PassScores scores = new PassScores(workspace, inspection, pool, inspection.validation());
        List<Ranking.Proposal> earlier =
                task.ranking() == null ? List.of() : context.ranking(task).proposals();
        Known known = Known.of(pool, scores, earlier);

        Strategy strategy = strategy(pool);
        Basins basins = ModelBasins.of(inspection, pool);
        int budgetLeft =
                Math.max(0, workspace.selection().budget() - known.own().size());
        Findings findings = context.findings(Stream.concat(
                        Stream.of(task.inspection()), pool.everyone().stream().map(ModelPool.Member::digest))
                .toList());
        Proposed proposed = propose(strategy, known, basins, findings, budgetLeft);

        Compared compared = Compared.of(
                workspace.selection(),
                proposed,
                known.run().stream().map(Evaluated::mixture).collect(Collectors.toSet()));
        Ranking ranking = new RankingMaker(workspace.selection(), pool, scores, basins)
                .make(task.round(), strategy, earlier, proposed, compared, budgetLeft);
        workspace.confirmAll(inspection.validation().stream()
                .<Runnable>map(dataset -> () -> workspace.confirm(dataset.input()))
                .toList());
        String digest = publish(ranking);
        NextPasses next = new NextPasses(
                workspace,
                inspection,
                pool,
                Stream.concat(proposed.proposals().next().stream(), compared.soups().stream())
                        .toList());
        return receipt(
                digest,
                ranking,
                pool,
                next,
                Choice.singlesBestFirst(known.singles()).get(0));
    }

    /**
     * What passes have shown so far.
     *
     * @param base none where it is no model of mixtures
     * @param own soups that the strategy asked for
     * @param run the same, and those that compared strategies asked for
     */
    private record Known(
            PassScores scores, List<Single> singles, Optional<Single> base, List<Evaluated> own, List<Evaluated> run) {

        /** @param earlier rounds' proposals */
        static Known of(ModelPool pool, PassScores scores, List<Ranking.Proposal> earlier) {
            List<Single> singles = RankStage.singles(scores);
            List<Ranking.Proposal> own =
                    earlier.stream().filter(p -> p.compared() == null).toList();
            return new Known(
                    scores,
                    singles,
                    pool.base().map(base -> scores.of(Mixture.single(singles.size()))
                            .single()),
                    evaluated(own, pool, scores),
                    evaluated(earlier, pool, scores));
        }
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

    private Proposed propose(Strategy strategy, Known known, Basins basins, Findings findings, int budgetLeft) {
        Metric metric = context.workspace().selection().metric();
        PassLogits logits = new PassLogits(
                known.scores(),
                new Resources(
                        context.workspace().settings().limits().bufferBytes(),
                        Threads.of(context.workspace().settings().threads())));
        try (PassEstimator estimator = new PassEstimator(metric, known.scores(), logits.resources())) {
            return Proposed.by(
                    strategy,
                    new SearchState(
                            metric, known.singles(), known.base(), estimator, known.own(), basins, logits, findings),
                    budgetLeft,
                    context.workspace().selection().budget(),
                    context.workspace().selection().seed(),
                    known.run());
        }
    }

    static List<Single> singles(PassScores scores) {
        return scores.singles().stream().map(PassScores.Scored::single).toList();
    }
}
