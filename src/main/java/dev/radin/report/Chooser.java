package dev.radin.report;

import dev.radin.protocol.Selection;
import dev.radin.soup.Barrier;
import dev.radin.soup.CalibratedChoice;
import dev.radin.soup.CalibratedChoice.Finalist;
import dev.radin.soup.Choice;
import dev.radin.soup.ChoiceRule;
import dev.radin.soup.Evaluated;
import dev.radin.soup.ExpectedChoice;
import dev.radin.soup.Mixture;
import dev.radin.soup.Single;
import dev.radin.soup.statistics.Contest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Chooses among the best single model and the soups that were truly evaluated, by the rule that the selection asks for. */
public final class Chooser {

    private final Selection selection;
    private final PassScores scores;

    public Chooser(Selection selection, PassScores scores) {
        this.selection = selection;
        this.scores = scores;
    }

    /**
     * What the rule of the choice says.
     *
     * @param calibratedLosses see {@link Decision}
     * @param expected likewise
     * @param again gets the utilities of the soups, and the best single model's at last; says which would be chosen
     */
    private record Ruling(
            Choice choice,
            Map<Mixture, Double> calibratedLosses,
            Optional<Decision.Expected> expected,
            ToIntFunction<double[]> again) {}

    /** @param evaluated in order; those without a finite score take no part */
    public Decision choose(List<Single> singles, List<Evaluated> evaluated) {
        Choice highest = Choice.among(singles, evaluated);
        List<Evaluated> soups =
                evaluated.stream().filter(e -> !Double.isNaN(e.utility())).toList();
        if (soups.isEmpty()) {
            return new Decision(
                    new Choice(selection.choiceRule(), highest.chosen(), highest.bestSingle()),
                    Map.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());
        }
        List<Mixture> mixtures = soups.stream().map(Evaluated::mixture).toList();
        Contest contest = scores.contest(mixtures, highest.bestSingle().mixture());
        Ruling ruling =
                switch (selection.choiceRule()) {
                    case HighestScore -> new Ruling(highest, Map.of(), Optional.empty(), Choice::highest);
                    case Calibrated -> calibrated(soups, highest.bestSingle(), contest);
                    case ExpectedScore -> expected(singles, soups, highest.bestSingle(), contest);
                };
        Choice choice = ruling.choice();
        if (choice.singleKept()) {
            return new Decision(
                    choice, ruling.calibratedLosses(), ruling.expected(), Optional.empty(), Optional.empty());
        }
        return new Decision(
                choice,
                ruling.calibratedLosses(),
                ruling.expected(),
                Optional.of(contest.comparison(mixtures.indexOf(choice.chosen().mixture()))),
                optimism(contest, soups, highest.bestSingle(), ruling.again()));
    }

    private Ruling calibrated(List<Evaluated> soups, Evaluated single, Contest contest) {
        List<Finalist> finalists = finalists(soups, single);
        Map<Mixture, Double> calibrated =
                finalists.stream().collect(Collectors.toMap(f -> f.evaluated().mixture(), Finalist::calibratedLoss));
        int top = CalibratedChoice.highest(finalists);
        Finalist chosen = CalibratedChoice.among(finalists, top, contest.standardErrors(top));
        double[] losses = finalists.stream().mapToDouble(Finalist::loss).toArray();
        return new Ruling(
                new Choice(ChoiceRule.Calibrated, chosen.evaluated(), single),
                calibrated,
                Optional.empty(),
                utilities -> CalibratedChoice.among(utilities, losses, contest::standardErrors));
    }

    private Ruling expected(List<Single> singles, List<Evaluated> soups, Evaluated single, Contest contest) {
        double[] ofSingles = singles.stream().mapToDouble(Single::utility).toArray();
        double[] ofSoups = soups.stream().mapToDouble(Evaluated::utility).toArray();
        List<Mixture> models =
                IntStream.range(0, singles.size()).mapToObj(Mixture::single).toList();
        ExpectedChoice choice = ExpectedChoice.of(
                contest.unexplained(ofSoups),
                ofSingles,
                scores.contest(models, single.mixture()).unexplained(ofSingles));
        List<Evaluated> finalists =
                Stream.concat(soups.stream(), Stream.of(single)).toList();
        double[] utilities = finalists.stream().mapToDouble(Evaluated::utility).toArray();
        return new Ruling(
                new Choice(
                        ChoiceRule.ExpectedScore,
                        finalists.get(choice.best(utilities).place()),
                        single),
                Map.of(),
                Optional.of(new Decision.Expected(
                        choice.bestSoup(utilities).expected(),
                        choice.bestSingle(utilities).expected())),
                again -> choice.best(again).place());
    }

    private static Optional<Double> optimism(
            Contest contest, List<Evaluated> soups, Evaluated single, ToIntFunction<double[]> rule) {
        double[] gains = soups.stream()
                .mapToDouble(soup -> soup.utility() - single.utility())
                .toArray();
        double optimism = gains.length < 2 ? Double.NaN : contest.optimism(gains, rule);
        return Double.isNaN(optimism) ? Optional.empty() : Optional.of(optimism);
    }

    /** In the order of the contest: the single model after the soups. */
    private List<Finalist> finalists(List<Evaluated> soups, Evaluated single) {
        List<Evaluated> all = Stream.concat(soups.stream(), Stream.of(single)).toList();
        List<Mixture> mixtures = all.stream().map(Evaluated::mixture).toList();
        double[] losses = scores.calibratedLosses(mixtures);
        double[] compared = selection.metric().weighsExamples() ? scores.calibratedLossesForMetric(mixtures) : losses;
        List<Finalist> finalists = new ArrayList<>();
        for (int k = 0; k < losses.length; k++) {
            Mixture mixture = mixtures.get(k);
            boolean barrier = new Barrier(mixture, losses[k], scores.ownLoss(mixture)).isThere();
            finalists.add(new Finalist(all.get(k), compared[k], barrier));
        }
        return finalists;
    }
}
