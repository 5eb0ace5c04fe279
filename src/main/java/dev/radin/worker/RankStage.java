package dev.radin.worker;

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
import dev.radin.soup.strategy.Barrier;
import dev.radin.soup.strategy.Candidate;
import dev.radin.soup.strategy.Proposals;
import dev.radin.soup.strategy.Proposed;
import dev.radin.soup.strategy.SearchState;
import dev.radin.soup.strategy.Strategy;
import dev.radin.weights.ModelPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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
        List<Single> singles = singles(pool, scores);
        List<Ranking.Proposal> own =
                earlier.stream().filter(p -> p.compared() == null).toList();
        List<Evaluated> evaluated = evaluated(own, pool, scores);
        List<Evaluated> run = evaluated(earlier, pool, scores);

        Strategy strategy = strategy(pool);
        Basins basins = ModelBasins.of(inspection, pool);
        int budgetLeft = Math.max(0, context.workspace().selection().budget() - own.size());
        Proposed proposed = propose(strategy, scores, singles, base(pool, scores), evaluated, run, basins, budgetLeft);

        Proposals proposals = proposed.proposals();
        List<String> notes = new ArrayList<>(pool.notes());
        proposals.barriers().forEach(barrier -> notes.add(barrier(pool, barrier)));
        int unspent = budgetLeft - proposals.next().size();
        if (unspent > 0 && !proposals.more()) {
            notes.add("the strategy had " + (context.workspace().selection().budget() - unspent)
                    + " soups to propose; " + unspent + " of the budget of "
                    + context.workspace().selection().budget()
                    + " are left over"
                    + strategy.advice(context.workspace().selection().budget()));
        }
        Compared compared = Compared.of(
                context.workspace().selection(),
                proposed,
                run.stream().map(Evaluated::mixture).collect(Collectors.toSet()));
        List<Candidate> next = Stream.concat(proposals.next().stream(), compared.soups().stream())
                .toList();
        Ranking ranking = ranking(
                task.round(),
                strategy,
                pool,
                scores,
                earlier,
                proposed,
                compared,
                basins,
                notes,
                proposals.goesOn(budgetLeft) || compared.more());
        inspection.validation().forEach(dataset -> context.workspace().confirm(dataset.input()));
        String digest = context.workspace()
                .json()
                .publishByContent(n -> context.workspace().layout().stage(Stage.rank, n, "ranking.json"), ranking);
        Evaluated best = Choice.singlesBestFirst(singles).get(0);
        return Receipt.ranked(
                Hash.brief(digest),
                new Receipt.Ranked(
                        ranking.strategy(),
                        pool.members().size(),
                        pool.excluded().size(),
                        ranking.proposals().size(),
                        next.size(),
                        passes(next, inspection),
                        cached(next, pool, inspection),
                        ranking.more(),
                        pool.members().get(best.mixture().member(0)).name(),
                        context.workspace().selection().metric().utility(best.utility())));
    }

    private static List<Evaluated> evaluated(List<Ranking.Proposal> proposals, ModelPool pool, PassScores scores) {
        return proposals.stream()
                .map(p -> scores.of(pool.mixture(p.candidate())).evaluated())
                .toList();
    }

    /** Of soups, those that measure BatchNorm's statistics included. */
    private static int passes(List<Candidate> soups, Inspection inspection) {
        long measured = inspection.calibration() == null
                ? 0
                : soups.stream().filter(soup -> !soup.mixture().isSingle()).count();
        return (int) (soups.size() * inspection.validation().size() + measured);
    }

    /** How many soups need no pass, as after a larger budget. */
    private int cached(List<Candidate> soups, ModelPool pool, Inspection inspection) {
        return (int) soups.stream()
                .filter(soup -> inspection.validation().stream().allMatch(dataset -> context.workspace()
                        .passes()
                        .isSettled(
                                context.workspace().passes().key(pool.byDigest(soup.mixture()), inspection, dataset))))
                .count();
    }

    private Strategy strategy(ModelPool pool) {
        StrategyChoice choice = context.workspace().selection().strategy();
        long seed = context.workspace().selection().seed();
        return switch (choice.type()) {
            case Auto -> Strategy.auto(seed);
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
                    new SearchState(metric, singles, base, estimator, evaluated, basins, logits),
                    budgetLeft,
                    context.workspace().selection().budget(),
                    context.workspace().selection().seed(),
                    run);
        }
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

    static List<Single> singles(ModelPool pool, PassScores scores) {
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

    private Ranking ranking(
            int round,
            Strategy strategy,
            ModelPool pool,
            PassScores scores,
            List<Ranking.Proposal> earlier,
            Proposed proposed,
            Compared compared,
            Basins basins,
            List<String> notes,
            boolean more) {
        Metric metric = context.workspace().selection().metric();
        Proposals proposals = proposed.proposals();
        List<Ranking.Model> models = new ArrayList<>();
        for (int i = 0; i < pool.members().size(); i++) {
            PassScores.Scored scored = scores.of(Mixture.single(i));
            ModelPool.Member member = pool.members().get(i);
            models.add(new Ranking.Model(
                    member.name(),
                    member.digest(),
                    metric.utility(scored.utility()),
                    scored.negativeLogLikelihood(),
                    member.model().distance(),
                    proposals.keptOut().containsKey(i),
                    basins.numberOf(i),
                    proposals.keptOut().get(i),
                    scores.byDataset(scored)));
        }
        List<Ranking.Proposal> all = new ArrayList<>(earlier);
        for (int k = 0; k < proposals.next().size(); k++) {
            List<Double> without = Arrays.stream(proposed.estimatesWithout()[k])
                    .mapToObj(metric::utility)
                    .toList();
            all.add(new Ranking.Proposal(
                    round, candidate(metric, pool, proposals.next().get(k)), without, null));
        }
        compared.soups()
                .forEach(soup -> all.add(new Ranking.Proposal(round, candidate(metric, pool, soup), null, true)));
        return new Ranking(
                strategy.name(),
                round,
                models,
                pool.excluded(),
                proposals.candidates().stream()
                        .map(c -> candidate(metric, pool, c))
                        .toList(),
                all,
                more,
                notes,
                context.workspace().selection().asked().present(),
                proposed.baselines().stream()
                        .map(baseline -> new Ranking.Baseline(
                                baseline.strategy(),
                                baseline.soups().stream()
                                        .map(c -> candidate(metric, pool, c))
                                        .toList()))
                        .toList());
    }

    private static Ranking.Candidate candidate(Metric metric, ModelPool pool, Candidate candidate) {
        return pool.candidate(candidate.mixture(), metric.utility(candidate.estimate()));
    }
}
