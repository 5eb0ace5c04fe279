package dev.radin.local;

import dev.radin.fault.Reason;
import dev.radin.protocol.Cost;
import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.Decimal;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Ranking;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedChoice;
import dev.radin.protocol.ReportedTest;
import dev.radin.protocol.Significance;
import dev.radin.protocol.Soup;
import dev.radin.protocol.SoupSize;
import dev.radin.soup.Metric;
import dev.radin.soup.strategy.KeptOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes reports as a selection ends with, without running one. */
final class Reports {

    private static final int EXAMPLES = 4000;

    private final Metric metric;
    private final List<String> names = new ArrayList<>();
    private final List<Report.Evaluation> evaluations = new ArrayList<>();
    private final List<ExcludedModel> excluded = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> datasets = new ArrayList<>(List.of("val"));
    private List<String> tests = List.of();
    private ReportedChoice choice;
    private final List<Report.Baseline> baselines = new ArrayList<>();
    private Soup.Adapter adapter;
    private int suspects;

    Reports(Metric metric) {
        this.metric = metric;
    }

    /** Best first; each scores a little worse than the one before. */
    Reports models(int count, String pattern) {
        for (int i = 0; i < count; i++) {
            names.add(String.format(Locale.ROOT, pattern, i));
        }
        return this;
    }

    Reports suspects(int count) {
        suspects = count;
        return this;
    }

    Reports validation(String... names) {
        datasets.clear();
        datasets.addAll(List.of(names));
        return this;
    }

    Reports test(String... names) {
        tests = List.of(names);
        return this;
    }

    Reports note(String sentence) {
        notes.add(sentence);
        return this;
    }

    Reports excluded(String model, Reason reason, String message) {
        excluded.add(new ExcludedModel(model, reason, message));
        return this;
    }

    /** Of the first models. */
    Reports evaluated(int size, double estimate, double score) {
        return evaluated(names.subList(0, size), estimate, score);
    }

    /** Likewise, and the base. */
    Reports evaluatedWithBase(int size, double estimate, double score) {
        List<String> members = new ArrayList<>(names.subList(0, size));
        members.add(Inspection.BASE);
        return evaluated(members, estimate, score);
    }

    private Reports evaluated(List<String> members, double estimate, double score) {
        evaluations.add(new Report.Evaluation(
                null, members, null, known(estimate), score, known(0.5), 1, scores(datasets, score), null, null, null));
        return this;
    }

    /** What needs logits. */
    private Double known(double value) {
        return metric.isOfLogits() ? (Double) value : null;
    }

    /** Of the last one: the true scores of the others, null where they were not run. */
    Reports scoresWithout(Double... scores) {
        Report.Evaluation last = evaluations.get(evaluations.size() - 1);
        return without(last.estimatesWithout(), Arrays.asList(scores));
    }

    /** Of the last one. */
    Reports estimatesWithout(Double... estimates) {
        return without(List.of(estimates), null);
    }

    private Reports without(List<Double> estimates, List<Double> scores) {
        Report.Evaluation e = evaluations.remove(evaluations.size() - 1);
        evaluations.add(new Report.Evaluation(
                e.name(),
                e.models(),
                e.weights(),
                e.estimate(),
                e.score(),
                e.negativeLogLikelihood(),
                e.round(),
                e.datasets(),
                e.calibratedNegativeLogLikelihood(),
                estimates,
                scores));
        return this;
    }

    /** Which what is chosen next is published as. */
    Reports adapter(double relativeError, Integer... ranks) {
        adapter = new Soup.Adapter(List.of(ranks), relativeError);
        return this;
    }

    /** Of a soup of the first models. */
    Reports baseline(String strategy, int size, double estimate, Double score) {
        baselines.add(new Report.Baseline(
                strategy,
                List.of(new Report.BaselineSoup(names.subList(0, size), null, known(estimate), score)),
                null,
                null));
        return this;
    }

    /** Of a strategy that would have evaluated nothing. */
    Reports baseline(String strategy) {
        baselines.add(new Report.Baseline(strategy, List.of(), null, null));
        return this;
    }

    /** As the strategy of a paper that was compared with: soups of the first models. */
    Reports compared(String strategy, double... scores) {
        List<Report.BaselineSoup> soups = new ArrayList<>();
        for (int k = 0; k < scores.length; k++) {
            soups.add(new Report.BaselineSoup(names.subList(0, 2 + k), null, 0.8, scores[k]));
        }
        ReportedTest pick = tests.isEmpty()
                ? null
                : new ReportedTest(
                        strategy,
                        names.subList(0, 2),
                        scores(tests, 0.781),
                        List.of(new ReportedTest.Gain(
                                tests.get(0), 0.00175, List.of(-0.012, 0.015), 0.8, "exact McNemar test")));
        baselines.add(new Report.Baseline(strategy, soups, true, pick));
        return this;
    }

    Reports chosen(int evaluation, double gain, double lower, double upper, double pValue) {
        Report.Evaluation won = evaluations.get(evaluation);
        choice = new ReportedChoice(
                "file:///models/letters/soup/soups/0123456789abcdef/",
                won.models(),
                won.weights(),
                won.score(),
                gain,
                List.of(lower, upper),
                pValue,
                evaluations.size() == 1 ? "exact McNemar test" : "max-T over " + evaluations.size() + " soups",
                "SoupSelected",
                new ReportedChoice.Single(names.get(0), score(0), null),
                "HighestScore",
                null,
                "a soup of " + SoupSize.of(won.models()).of(names.size()) + " scores "
                        + Decimal.score(won.score())
                        + ", " + Decimal.gain(gain) + " against the best single model, " + names.get(0)
                        + " (" + Decimal.score(score(0)) + "), which is " + Significance.verdict(pValue) + " ("
                        + Significance.probability(pValue) + "); it has the highest score"
                        + (evaluations.size() == 1
                                ? "; no other soup was evaluated"
                                : " of " + evaluations.size() + " soups"),
                evaluations.size() > 1 ? 0.00234 : null,
                adapter);
        return this;
    }

    Reports singleKept() {
        choice = new ReportedChoice(
                "file:///models/letters/soup/soups/0123456789abcdef/",
                names.subList(0, 1),
                null,
                score(0),
                0,
                null,
                null,
                null,
                "BestSingleKept",
                new ReportedChoice.Single(names.get(0), score(0), null),
                "HighestScore",
                null,
                (evaluations.isEmpty()
                                ? "no soup was evaluated; "
                                : "no soup of " + evaluations.size() + " evaluated beat ")
                        + "the best single model, " + names.get(0) + " (" + Decimal.score(score(0)) + ")"
                        + (evaluations.isEmpty() ? ", is kept" : "; it is kept"),
                null,
                adapter);
        return this;
    }

    Report report() {
        List<Report.Model> models = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            boolean suspect = i >= names.size() - suspects;
            models.add(new Report.Model(
                    names.get(i),
                    score(i),
                    known(0.5),
                    30.0,
                    suspect,
                    1,
                    suspect ? KeptOut.FarInBasin : null,
                    scores(datasets, score(i))));
        }
        List<ReportedTest> test = new ArrayList<>();
        if (!tests.isEmpty()) {
            test.add(new ReportedTest("chosen", choice.models(), scores(tests, 0.794750), gains()));
            test.add(new ReportedTest("best single", names.subList(0, 1), scores(tests, 0.779250), List.of()));
            test.add(new ReportedTest("uniform", names, scores(tests, Double.NaN), List.of()));
        }
        return new Report(
                "letters",
                "default",
                metric.name(),
                metric.higherIsBetter(),
                metric.isOfLogits() ? "Auto/Search" : "Auto/TrueScores",
                Math.max(8, evaluations.size()),
                models,
                excluded,
                List.<Ranking.Candidate>of(),
                evaluations,
                choice,
                test,
                Cost.NONE,
                Map.of(),
                Map.of(),
                notes,
                baselines,
                List.of(),
                null);
    }

    private List<ReportedTest.Gain> gains() {
        return choice.interval() == null
                ? List.of()
                : List.of(new ReportedTest.Gain(
                        tests.get(0), 0.0155, List.of(0.003121, 0.027879), 0.017, "exact McNemar test"));
    }

    private double score(int model) {
        double worse = 0.78 - 0.0005 * model;
        return metric.higherIsBetter() ? worse : 1 - worse;
    }

    private static List<DatasetScore> scores(List<String> names, double score) {
        return names.stream()
                .map(name -> new DatasetScore(name, score, null, EXAMPLES))
                .toList();
    }
}
