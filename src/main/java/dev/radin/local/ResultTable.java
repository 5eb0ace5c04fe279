package dev.radin.local;

import dev.radin.fault.Listing;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Decimal;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Report;
import dev.radin.protocol.Significance;
import dev.radin.soup.Metric;
import dev.radin.soup.strategy.KeptOut;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The end of a run, as a person reads it. */
public final class ResultTable {

    private static final int MODELS_NAMED = 8;

    private final Report report;
    private final Metric metric;
    private final TextPage page;

    private ResultTable(Report report, int columns) {
        this.report = report;
        this.metric = Metric.valueOf(report.metric());
        this.page = new TextPage(columns);
    }

    /**
     * @param cost of this run
     * @param columns of the terminal; used from 60 to 120
     */
    public static String render(Report report, Cost cost, int columns) {
        ResultTable table = new ResultTable(report, columns);
        ScoreTables scores = new ScoreTables(table.page, report);
        table.header();
        scores.soups();
        scores.singles();
        table.verdict();
        scores.test();
        table.testVerdict();
        table.members();
        table.baselines();
        table.leftOut();
        table.end(cost);
        return table.page.toString();
    }

    private void header() {
        page.wrapped(report.name() + ": " + report.metric()
                + (metric.higherIsBetter() ? "" : " (lower is better)") + " of "
                + report.models().size() + " models on "
                + ScoreTables.datasets(report.models().get(0).datasets()) + "; "
                + report.strategy() + ", budget " + report.budget());
        page.line("");
    }

    private void verdict() {
        Report.Choice choice = report.choice();
        int evaluated = report.evaluations().size();
        page.wrapped((choice.interval() == null ? "" : "* ") + sentence(choice.verdict()));
        if (choice.interval() != null) {
            page.wrapped("The gain's 95% interval is " + interval(choice.interval()) + " (" + choice.test() + ").");
        }
        if (choice.interval() != null && evaluated > 1) {
            page.wrapped(
                    "As the best of " + evaluated + " soups on the same examples its validation score is optimistic. "
                            + (report.test().isEmpty()
                                    ? "Name a dataset of role Test in spec.datasets to learn what it is worth."
                                    : "The test scores are not:"));
        }
        page.line("");
    }

    /** What each member of the chosen soup adds to the others, as far as averaged logits tell. */
    private void members() {
        Report.Evaluation chosen = report.evaluations().stream()
                .filter(e -> ScoreTables.isChosen(report, e) && e.estimatesWithout() != null)
                .findFirst()
                .orElse(null);
        if (chosen == null) {
            return;
        }
        List<String> added = IntStream.range(0, chosen.models().size())
                .mapToObj(k -> chosen.models().get(k) + " "
                        + Decimal.gain(metric.utility(chosen.estimate())
                                - metric.utility(chosen.estimatesWithout().get(k))))
                .toList();
        page.wrapped("What each member adds to the others, by estimate: " + Listing.of(added, MODELS_NAMED) + ".");
        page.line("");
    }

    private void baselines() {
        report.baselines().stream()
                .filter(baseline -> !baseline.soups().isEmpty())
                .forEach(baseline -> page.wrapped(baseline(baseline)));
        if (!report.baselines().isEmpty()) {
            page.line("");
        }
    }

    /** What a paper's recipe would have evaluated, and what of it was. */
    private String baseline(Report.Baseline baseline) {
        int soups = baseline.soups().size();
        double estimate = metric.utility(baseline.soups().stream()
                .mapToDouble(soup -> metric.utility(soup.estimate()))
                .max()
                .orElseThrow());
        List<Double> scores = baseline.soups().stream()
                .map(Report.BaselineSoup::score)
                .filter(score -> score != null && !score.isNaN())
                .toList();
        String known = scores.isEmpty()
                ? (soups == 1 ? "it was not" : "none of them was") + " evaluated here"
                : (soups == 1 ? "evaluated here, it" : "the best of the " + scores.size() + " evaluated here")
                        + " scores "
                        + Decimal.score(metric.utility(scores.stream()
                                .mapToDouble(metric::utility)
                                .max()
                                .orElseThrow()));
        return baseline.strategy() + (soups < report.budget() ? " would begin with " : " would have evaluated ")
                + (soups == 1 ? "a soup" : soups + " soups, the best") + " estimated at " + Decimal.score(estimate)
                + "; "
                + known + ".";
    }

    private static String sentence(String clause) {
        return clause.substring(0, 1).toUpperCase(Locale.ROOT) + clause.substring(1) + ".";
    }

    /** What the choice is worth on data that had no part in it. */
    private void testVerdict() {
        List<Report.Gain> gains =
                report.test().isEmpty() ? List.of() : report.test().get(0).gains();
        gains.forEach(gain -> page.wrapped("On " + gain.dataset() + " the soup scores " + Decimal.gain(gain.gain())
                + " against the best single model " + certainty(gain.interval(), gain.test(), gain.pValue()) + "."));
        if (!gains.isEmpty()) {
            page.line("");
        }
    }

    private static String certainty(List<Double> interval, String test, double pValue) {
        return "(95% interval " + interval(interval) + ", " + test + ", " + Significance.probability(pValue) + "); "
                + Significance.clause(pValue);
    }

    private static String interval(List<Double> ends) {
        return Decimal.gain(ends.get(0)) + " to " + Decimal.gain(ends.get(1));
    }

    private void leftOut() {
        List<Report.Model> suspects =
                report.models().stream().filter(Report.Model::suspect).toList();
        keptOut(
                "their weights are far from the others'",
                suspects.stream().filter(m -> m.keptOut() != KeptOut.OtherBasin).toList());
        keptOut(
                "their weights are in another basin than those of the soups",
                suspects.stream().filter(m -> m.keptOut() == KeptOut.OtherBasin).toList());
        report.excluded().stream().limit(MODELS_NAMED).forEach(this::excluded);
        int more = report.excluded().size() - MODELS_NAMED;
        if (more > 0) {
            page.line("Excluded: " + more + " more, in report.json.");
        }
        report.notes().stream().limit(MODELS_NAMED).forEach(note -> page.wrapped("Note: " + note + "."));
        if (!suspects.isEmpty()
                || !report.excluded().isEmpty()
                || !report.notes().isEmpty()) {
            page.line("");
        }
    }

    private void keptOut(String why, List<Report.Model> models) {
        if (!models.isEmpty()) {
            page.wrapped("Kept out of soups, as " + why + ": "
                    + Listing.of(models.stream().map(Report.Model::name).toList(), MODELS_NAMED) + ".");
        }
    }

    private void excluded(ExcludedModel model) {
        page.wrapped("Excluded: " + model.model() + ", " + model.reason() + ": " + model.message());
    }

    private void end(Cost cost) {
        page.line(String.format(Locale.ROOT, "%-8s%d made, %d reused", "passes", cost.passes(), cost.reused()));
        page.line(String.format(
                "%-8s%s",
                report.choice().interval() == null ? "model" : "soup",
                report.choice().uri()));
    }
}
