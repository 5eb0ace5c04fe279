package dev.radin.local;

import dev.radin.fault.Counted;
import dev.radin.fault.Listing;
import dev.radin.location.Location;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Decimal;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportWords;
import dev.radin.protocol.ReportedChoice;
import dev.radin.protocol.ReportedTest;
import dev.radin.soup.Metric;
import dev.radin.soup.strategy.KeptOut;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** The end of a run, as a person reads it. */
public final class ResultTable {

    private static final int MODELS_NAMED = 8;

    private final Report report;
    private final Metric metric;
    private final ReportWords words;
    private final TextPage page;
    private final Location location;

    private ResultTable(Report report, Location location, int columns) {
        this.report = report;
        this.location = location;
        this.metric = Metric.valueOf(report.metric());
        this.words = new ReportWords(report);
        this.page = new TextPage(columns);
    }

    /**
     * @param location of the report as a page
     * @param cost of this run
     * @param columns of the terminal; used from 60 to 120
     */
    public static String render(Report report, Location location, Cost cost, int columns) {
        ResultTable table = new ResultTable(report, location, columns);
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
                + Counted.of(report.models().size(), "model") + " on "
                + ScoreTables.datasets(report.models().get(0).datasets()) + "; "
                + report.strategy() + ", budget " + report.budget());
        page.line("");
    }

    private void verdict() {
        ReportedChoice choice = report.choice();
        page.wrapped((choice.interval() == null ? "" : "* ") + words.verdict());
        if (choice.interval() != null) {
            page.wrapped("The gain's 95% interval is " + ReportWords.interval(choice.interval()) + " (" + choice.test()
                    + ").");
        }
        words.optimism()
                .ifPresent(sentence ->
                        page.wrapped(sentence + (report.test().isEmpty() ? "" : " The test scores are not:")));
        page.line("");
    }

    /** What each member of the chosen soup adds to the others, as far as averaged logits or evaluations tell. */
    private void members() {
        Optional<Report.Evaluation> chosen = words.chosen();
        chosen.filter(soup -> soup.estimatesWithout() != null).ifPresent(this::membersByEstimate);
        chosen.filter(soup -> !metric.isOfLogits()).ifPresent(this::membersByScore);
    }

    private void membersByEstimate(Report.Evaluation chosen) {
        List<String> added = IntStream.range(0, chosen.models().size())
                .mapToObj(k -> chosen.models().get(k) + " " + Decimal.gain(words.added(chosen, k))
                        + words.trulyAdded(chosen, k)
                                .map(gain -> " (truly " + Decimal.gain(gain) + ")")
                                .orElse(""))
                .toList();
        page.wrapped("What each member adds to the others, by estimate: " + Listing.of(added, MODELS_NAMED) + ".");
        page.line("");
    }

    private void membersByScore(Report.Evaluation chosen) {
        List<String> added = IntStream.range(0, chosen.models().size())
                .boxed()
                .flatMap(k ->
                        words
                                .trulyAdded(chosen, k)
                                .map(gain -> chosen.models().get(k) + " " + Decimal.gain(gain))
                                .stream())
                .toList();
        if (!added.isEmpty()) {
            page.wrapped("What members add to the others, where these were run too: " + Listing.of(added, MODELS_NAMED)
                    + ".");
            page.line("");
        }
    }

    private void baselines() {
        List<Report.Baseline> proposing = report.baselines().stream()
                .filter(baseline -> !baseline.soups().isEmpty())
                .toList();
        proposing.forEach(baseline -> page.wrapped(words.baseline(baseline)));
        if (!proposing.isEmpty()) {
            page.line("");
        }
    }

    /** What the choice is worth on data that had no part in it. */
    private void testVerdict() {
        List<ReportedTest.Gain> gains =
                report.test().isEmpty() ? List.of() : report.test().get(0).gains();
        gains.forEach(gain -> page.wrapped(ReportWords.tested(gain)));
        if (!gains.isEmpty()) {
            page.line("");
        }
    }

    private void leftOut() {
        List<Report.Model> suspects =
                report.models().stream().filter(Report.Model::suspect).toList();
        keptOut(
                KeptOut.FarInBasin,
                suspects.stream().filter(m -> m.keptOut() != KeptOut.OtherBasin).toList());
        keptOut(
                KeptOut.OtherBasin,
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

    private void keptOut(KeptOut why, List<Report.Model> models) {
        if (!models.isEmpty()) {
            page.wrapped("Kept out of soups, as " + ReportWords.keptOut(why) + ": "
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
        words.adapter().ifPresent(adapter -> page.wrapped(String.format("%-8s%s", "adapter", adapter)));
        page.line(String.format("%-8s%s", "report", location));
    }
}
