package dev.radin.protocol;

import dev.radin.soup.Metric;
import dev.radin.soup.strategy.KeptOut;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** What a report says, in the sentences that the table of a run and the page share. */
public final class ReportWords {

    private final Report report;
    private final Metric metric;

    public ReportWords(Report report) {
        this.report = report;
        this.metric = Metric.valueOf(report.metric());
    }

    /** Begins with a capital and ends with a full stop. */
    public String verdict() {
        ReportedChoice choice = report.choice();
        String clause = choice.verdict();
        if (clause == null) {
            clause = singleKept()
                    ? "the best single model, " + choice.single().model() + ", is kept"
                    : "a soup of "
                            + SoupSize.of(choice.models()).of(report.models().size()) + " scores "
                            + Decimal.score(choice.score()) + ", "
                            + Decimal.gain(choice.gain()) + " against the best single model, "
                            + choice.single().model();
        }
        return clause.isEmpty() ? "" : clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1) + ".";
    }

    public boolean singleKept() {
        return report.choice().models().size() == 1;
    }

    /** What the published adapter is; none where the result is whole weights. */
    public Optional<String> adapter() {
        ReportedChoice choice = report.choice();
        return Optional.ofNullable(choice.adapter())
                .map(adapter -> adapter.description(choice.models().size()));
    }

    public static String interval(List<Double> ends) {
        return Decimal.gain(ends.get(0)) + " to " + Decimal.gain(ends.get(1));
    }

    /** Where a soup was picked among several. */
    public Optional<String> optimism() {
        int evaluated = report.evaluations().size();
        return report.choice().interval() == null || evaluated < 2
                ? Optional.empty()
                : Optional.of("As the best of " + evaluated + " soups on the same examples its validation score is"
                        + " optimistic" + luck() + "."
                        + (report.test().isEmpty()
                                ? " Name a dataset of role Test in spec.datasets to learn what it is worth."
                                : ""));
    }

    private String luck() {
        Double optimism = report.choice().optimism();
        return optimism == null ? "" : String.format(Locale.ROOT, ", by some %.6f as chance has it", optimism);
    }

    /** What the choice is worth on data that had no part in it. */
    public static String tested(ReportedTest.Gain gain) {
        return "On " + gain.dataset() + " the soup scores " + Decimal.gain(gain.gain())
                + " against the best single model (95% interval " + interval(gain.interval()) + ", " + gain.test()
                + ", " + Significance.probability(gain.pValue()) + "); " + Significance.clause(gain.pValue()) + ".";
    }

    /** What a paper's recipe would have evaluated, and what of it was. It has one soup at least. */
    public String baseline(Report.Baseline baseline) {
        int soups = baseline.soups().size();
        List<Double> scores = baseline.soups().stream()
                .map(Report.BaselineSoup::score)
                .filter(score -> score != null && !score.isNaN())
                .toList();
        String known = scores.isEmpty()
                ? (soups == 1 ? "it was not" : "none of them was") + " evaluated here"
                : evaluated(soups, scores.size()) + " scores "
                        + Decimal.score(best(scores.stream().mapToDouble(Double::doubleValue)));
        if (Boolean.TRUE.equals(baseline.compared())) {
            return baseline.strategy() + ", compared with, evaluated " + (soups == 1 ? "a soup" : soups + " soups")
                    + "; " + (scores.isEmpty() ? "none gave a score" : "the highest score is " + compared(scores))
                    + "." + picked(baseline.test());
        }
        return baseline.strategy() + (soups < report.budget() ? " would begin with " : " would have evaluated ")
                + (soups == 1 ? "a soup" : soups + " soups") + estimated(baseline) + "; " + known + ".";
    }

    private static String evaluated(int soups, int here) {
        return soups == 1
                ? "evaluated here, it"
                : here == 1 ? "the one that was evaluated here" : "the best of the " + here + " evaluated here";
    }

    private String estimated(Report.Baseline baseline) {
        List<Double> estimates = baseline.soups().stream()
                .map(Report.BaselineSoup::estimate)
                .filter(Objects::nonNull)
                .toList();
        return estimates.isEmpty()
                ? ""
                : (baseline.soups().size() == 1 ? "" : ", the best") + " estimated at "
                        + Decimal.score(best(estimates.stream().mapToDouble(Double::doubleValue)));
    }

    /** On data that had no part in it. */
    private String picked(ReportedTest pick) {
        if (pick == null) {
            return "";
        }
        boolean single = pick.models().equals(List.of(report.choice().single().model()));
        return " Its pick is "
                + (single ? "that model" : "a soup of " + pick.models().size())
                + pick.datasets().stream().map(score -> tested(pick, score)).collect(Collectors.joining()) + ".";
    }

    private static String tested(ReportedTest pick, DatasetScore score) {
        return ", " + (Double.isNaN(score.score()) ? "not finite" : Decimal.score(score.score())) + " on "
                + score.name()
                + pick.gains().stream()
                        .filter(gain -> gain.dataset().equals(score.name()))
                        .map(gain -> " (" + Decimal.gain(gain.gain()) + ")")
                        .findFirst()
                        .orElse("");
    }

    private String compared(List<Double> scores) {
        double highest = best(scores.stream().mapToDouble(Double::doubleValue));
        return Decimal.score(highest) + ", " + Decimal.gain(gain(highest)) + " against the best single model and "
                + Decimal.gain(
                        metric.utility(highest) - metric.utility(report.choice().score())) + " against the result";
    }

    private double best(DoubleStream values) {
        return metric.utility(values.map(metric::utility).max().orElseThrow());
    }

    /** Why a model is in no soup that was proposed. */
    public static String keptOut(KeptOut why) {
        return why == KeptOut.OtherBasin
                ? "their weights are in another basin than those of the soups"
                : "their weights are far from the others'";
    }

    public boolean isChosen(Report.Evaluation evaluation) {
        return evaluation.models().equals(report.choice().models())
                && Objects.equals(evaluation.weights(), report.choice().weights());
    }

    /** Where the choice is a soup; none where a report was made by hand. */
    public Optional<Report.Evaluation> chosen() {
        return report.evaluations().stream().filter(this::isChosen).findFirst();
    }

    /** What a member of an evaluated soup adds to the others by estimate, positive is better. It is known for each. */
    public double added(Report.Evaluation soup, int member) {
        return metric.utility(soup.estimate())
                - metric.utility(soup.estimatesWithout().get(member));
    }

    /** The same by true evaluation, where the others were run. */
    public Optional<Double> trulyAdded(Report.Evaluation soup, int member) {
        List<Double> without = soup.scoresWithout();
        return without == null
                        || without.get(member) == null
                        || without.get(member).isNaN()
                ? Optional.empty()
                : Optional.of(metric.utility(soup.score()) - metric.utility(without.get(member)));
    }

    /** Over the best single model, positive is better. */
    public double gain(double score) {
        return metric.utility(score) - metric.utility(report.choice().single().score());
    }
}
