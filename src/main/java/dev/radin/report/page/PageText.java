package dev.radin.report.page;

import dev.radin.fault.Counted;
import dev.radin.fault.Listing;
import dev.radin.protocol.Decimal;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportWords;
import dev.radin.protocol.ReportedTest;
import dev.radin.protocol.Significance;
import dev.radin.protocol.SoupSize;
import dev.radin.soup.Metric;
import dev.radin.soup.statistics.RankCorrelation;
import dev.radin.soup.strategy.KeptOut;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the page says in sentences and in the figures at its top, as the template asks for it. */
public final class PageText {

    /** In a sentence; the tables have all. */
    private static final int NAMES_SHOWN = 8;

    private final Report report;
    private final ReportWords words;
    private final Metric metric;

    PageText(Report report) {
        this.report = report;
        this.words = new ReportWords(report);
        this.metric = Metric.valueOf(report.metric());
    }

    /** One of the figures at the top. */
    public record Figure(String label, String value, String remark) {}

    public String name() {
        return report.namespace() == null || report.namespace().equals("default")
                ? report.name()
                : report.namespace() + "/" + report.name();
    }

    public String subtitle() {
        return report.metric() + (metric.higherIsBetter() ? "" : " (lower is better)") + " of "
                + Counted.of(all(), "model") + "; strategy " + report.strategy() + ", budget " + report.budget();
    }

    public String headline() {
        return words.singleKept()
                ? "The best single model is kept"
                : "A soup of " + SoupSize.of(report.choice().models()).of(all());
    }

    public String verdict() {
        return words.verdict();
    }

    private int all() {
        return report.models().size();
    }

    /** What is to be known before anybody believes the verdict. */
    public List<String> honesty() {
        List<String> sentences = new ArrayList<>();
        if (report.choice().interval() != null) {
            sentences.add("The gain's 95% interval on the validation data is "
                    + ReportWords.interval(report.choice().interval()) + " ("
                    + report.choice().test() + ").");
        }
        words.optimism().ifPresent(sentences::add);
        tested().forEach(gain -> sentences.add(ReportWords.tested(gain)));
        return sentences;
    }

    private List<ReportedTest.Gain> tested() {
        return report.test().isEmpty() ? List.of() : report.test().get(0).gains();
    }

    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(
                "Validation score",
                PageTables.score(report.choice().score()),
                "best single model " + PageTables.score(report.choice().single().score())));
        if (report.choice().interval() != null) {
            figures.add(gain(
                    "Gain on validation",
                    report.choice().gain(),
                    report.choice().interval(),
                    report.choice().pValue()));
        }
        tested().stream()
                .limit(2)
                .map(g -> gain("Gain on " + g.dataset(), g.gain(), g.interval(), g.pValue()))
                .forEach(figures::add);
        figures.add(new Figure(
                "Soups evaluated", Integer.toString(report.evaluations().size()), "of a budget of " + report.budget()));
        return figures;
    }

    private static Figure gain(String label, double gain, List<Double> interval, Double pValue) {
        return new Figure(
                label,
                Decimal.gain(gain),
                ReportWords.interval(interval)
                        + (pValue == null
                                ? ""
                                : "; " + Significance.verdict(pValue) + ", " + Significance.probability(pValue)));
    }

    /** Whether there are logits, and so estimates and NLLs. */
    public boolean hasEstimates() {
        return metric.isOfLogits();
    }

    /** How well estimates foretold scores, in a sentence; null where there is no telling. */
    public String correlation() {
        double correlation = RankCorrelation.of(report.estimates(), report.scores());
        return Double.isNaN(correlation)
                ? null
                : String.format(
                        Locale.ROOT,
                        "Spearman's rank correlation of the %d soups' estimates with their true scores is %.2f.",
                        report.evaluations().size(),
                        correlation);
    }

    public List<String> baselines() {
        return report.baselines().stream()
                .filter(baseline -> !baseline.soups().isEmpty())
                .map(words::baseline)
                .toList();
    }

    /** Why usable models are in no soup, one sentence a reason. */
    public List<Entry> keptOut() {
        return Stream.of(KeptOut.values())
                .map(why -> new Entry(
                        "Kept out of soups, as " + ReportWords.keptOut(why),
                        Listing.of(
                                report.models().stream()
                                        .filter(m -> m.suspect()
                                                && (m.keptOut() == KeptOut.OtherBasin) == (why == KeptOut.OtherBasin))
                                        .map(Report.Model::name)
                                        .toList(),
                                NAMES_SHOWN)))
                .filter(entry -> !entry.text().isEmpty())
                .toList();
    }

    public List<ExcludedModel> excluded() {
        return report.excluded();
    }

    public List<String> notes() {
        return report.notes();
    }

    public boolean hasDistances() {
        return report.distances().size() > 1;
    }

    /** What kind of adapter the result is; null for whole weights. */
    public String adapter() {
        return words.adapter().orElse(null);
    }

    /** As {@code 7 members and the base}. */
    public String members() {
        SoupSize size = SoupSize.of(report.choice().models());
        return Counted.of(size.models(), "member") + (size.base() ? " and the base" : "");
    }

    /** Where the result lies. */
    public String uri() {
        return report.choice().uri();
    }
}
