package dev.radin.worker;

import dev.radin.protocol.Ranking;
import dev.radin.protocol.Selection;
import dev.radin.report.PassScores;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.statistics.Basins;
import dev.radin.soup.strategy.Candidate;
import dev.radin.soup.strategy.Proposals;
import dev.radin.soup.strategy.Proposed;
import dev.radin.soup.strategy.Strategy;
import dev.radin.weights.ModelPool;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The document of a round: what is known of the models, what the strategy proposes, and what the papers' recipes would. */
record RankingMaker(Selection selection, ModelPool pool, PassScores scores, Basins basins) {

    /**
     * @param earlier rounds' proposals
     * @param budgetLeft how many soups the strategy could have proposed
     */
    Ranking make(
            int round,
            Strategy strategy,
            List<Ranking.Proposal> earlier,
            Proposed proposed,
            Compared compared,
            int budgetLeft) {
        Proposals proposals = proposed.proposals();
        List<Ranking.Proposal> all = new ArrayList<>(earlier);
        all.addAll(own(round, proposed));
        compared.soups().forEach(soup -> all.add(new Ranking.Proposal(round, candidate(soup), null, true)));
        return new Ranking(
                strategy.name(),
                round,
                models(proposals),
                pool.excluded(),
                candidates(proposals.candidates()),
                all,
                proposals.goesOn(budgetLeft) || compared.more(),
                RankNotes.of(selection, pool, strategy, proposals, budgetLeft),
                selection.asked().present(),
                proposed.baselines().stream()
                        .map(baseline -> new Ranking.Baseline(baseline.strategy(), candidates(baseline.soups())))
                        .toList());
    }

    private List<Ranking.Model> models(Proposals proposals) {
        List<Ranking.Model> models = new ArrayList<>();
        for (int i = 0; i < pool.members().size(); i++) {
            PassScores.Scored scored = scores.of(Mixture.single(i));
            ModelPool.Member member = pool.members().get(i);
            models.add(new Ranking.Model(
                    member.name(),
                    member.digest(),
                    metric().utility(scored.utility()),
                    scored.lossOf(metric()),
                    member.model().distance(),
                    proposals.keptOut().containsKey(i),
                    basins.numberOf(i),
                    proposals.keptOut().get(i),
                    scores.byDataset(scored)));
        }
        return models;
    }

    /** The strategy's. */
    private List<Ranking.Proposal> own(int round, Proposed proposed) {
        List<Candidate> next = proposed.proposals().next();
        return IntStream.range(0, next.size())
                .mapToObj(k -> new Ranking.Proposal(
                        round,
                        candidate(next.get(k)),
                        metric().isOfLogits()
                                ? Arrays.stream(proposed.estimatesWithout()[k])
                                        .mapToObj(metric()::utility)
                                        .toList()
                                : null,
                        null))
                .toList();
    }

    private List<Ranking.Candidate> candidates(List<Candidate> candidates) {
        return candidates.stream().map(this::candidate).toList();
    }

    private Ranking.Candidate candidate(Candidate candidate) {
        return pool.candidate(
                candidate.mixture(), metric().isOfLogits() ? (Double) metric().utility(candidate.estimate()) : null);
    }

    private Metric metric() {
        return selection.metric();
    }
}
