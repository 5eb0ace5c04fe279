package dev.radin.report.page;

import dev.radin.api.v1alpha1.AskedResource;
import dev.radin.api.v1alpha1.ResourceWriter;
import dev.radin.fault.Listing;
import dev.radin.protocol.Decimal;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportWords;
import dev.radin.protocol.Significance;
import dev.radin.soup.Metric;
import dev.radin.soup.statistics.RankCorrelation;
import dev.radin.soup.strategy.KeptOut;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** What the page says, as the template asks for it: sentences, and rows of tables. */
public final class PageText {

    private static final String NOT_FINITE = "not finite";

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

    /** @param adds to the others, by estimate, and {@code trulyAdds} by evaluation; null where it is not known */
    public record MemberRow(String name, String weight, String score, String adds, String trulyAdds) {}

    public record SoupRow(
            boolean chosen, int number, String members, String size, String estimate, String score, String gain) {}

    public record ModelRow(
            boolean chosen, String name, String score, String loss, String distance, String basin, String remark) {}

    public record DatasetRow(String name, String role, String examples, String chosen, String single, String uniform) {}

    /** A name and what is said of it. */
    public record Entry(String name, String text) {}

    public String name() {
        return report.namespace() == null || report.namespace().equals("default")
                ? report.name()
                : report.namespace() + "/" + report.name();
    }

    public String subtitle() {
        return report.metric() + (metric.higherIsBetter() ? "" : " (lower is better)") + " of " + models(all())
                + "; strategy " + report.strategy() + ", budget " + report.budget();
    }

    public String headline() {
        return words.singleKept()
                ? "The best single model is kept"
                : "A soup of " + report.choice().models().size() + " of " + models(all());
    }

    public String verdict() {
        return words.verdict();
    }

    private int all() {
        return report.models().size();
    }

    private static String models(int count) {
        return count + (count == 1 ? " model" : " models");
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

    private List<Report.Gain> tested() {
        return report.test().isEmpty() ? List.of() : report.test().get(0).gains();
    }

    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(
                "Validation score",
                score(report.choice().score()),
                "best single model " + score(report.choice().single().score())));
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

    /** Of the chosen soup, or of the model that was kept; by weight. */
    public List<MemberRow> members() {
        Report.Choice choice = report.choice();
        Report.Evaluation soup =
                words.chosen().filter(e -> e.estimatesWithout() != null).orElse(null);
        return ChosenMembers.byWeight(report)
                .mapToObj(k -> new MemberRow(
                        choice.models().get(k),
                        Decimal.weight(ChosenMembers.weight(choice, k)),
                        report.models().stream()
                                .filter(m -> m.name().equals(choice.models().get(k)))
                                .map(m -> score(m.score()))
                                .findFirst()
                                .orElse(""),
                        soup == null ? null : Decimal.gain(words.added(soup, k)),
                        soup == null
                                ? null
                                : words.trulyAdded(soup, k).map(Decimal::gain).orElse("")))
                .toList();
    }

    public boolean hasTrulyAdded() {
        return members().stream()
                .anyMatch(row -> row.trulyAdds() != null && !row.trulyAdds().isEmpty());
    }

    public boolean hasAdded() {
        return members().stream().anyMatch(row -> row.adds() != null);
    }

    /** In the order in which they were proposed. */
    public List<SoupRow> soups() {
        return IntStream.range(0, report.evaluations().size())
                .mapToObj(i -> soup(i + 1, report.evaluations().get(i)))
                .toList();
    }

    private SoupRow soup(int number, Report.Evaluation soup) {
        return new SoupRow(
                words.isChosen(soup),
                number,
                (soup.name() == null ? "" : soup.name() + ": ") + String.join(", ", soup.models()),
                Integer.toString(soup.models().size()),
                score(soup.estimate()),
                score(soup.score()),
                Double.isNaN(soup.score()) ? "" : Decimal.gain(words.gain(soup.score())));
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

    public List<ModelRow> singles() {
        Set<String> chosen = new HashSet<>(report.choice().models());
        return report.models().stream()
                .map(m -> new ModelRow(
                        chosen.contains(m.name()),
                        m.name(),
                        score(m.score()),
                        score(m.negativeLogLikelihood()),
                        m.distance() == null ? "" : Decimal.score(m.distance()),
                        m.basin() == null ? "" : m.basin().toString(),
                        m.suspect()
                                ? m.keptOut() == KeptOut.OtherBasin ? "in another basin" : "far from the others"
                                : chosen.contains(m.name()) ? "in the result" : ""))
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

    public List<DatasetRow> datasets() {
        return new DatasetTable(report)
                .rows().stream()
                        .map(row -> new DatasetRow(
                                row.name(),
                                row.role(),
                                String.format(Locale.ROOT, "%,d", row.examples()),
                                row.chosen() == null ? "" : score(row.chosen()),
                                score(row.single()),
                                row.uniform() == null ? "" : score(row.uniform())))
                        .toList();
    }

    public boolean hasTest() {
        return !report.test().isEmpty();
    }

    public boolean hasDistances() {
        return report.distances().size() > 1;
    }

    public List<Entry> cost() {
        return List.of(
                new Entry("Passes made", Integer.toString(report.cost().passes())),
                new Entry("Passes reused", Integer.toString(report.cost().reused())),
                new Entry(
                        "GPU time",
                        String.format(Locale.ROOT, "%.1f s", report.cost().gpuSeconds())));
    }

    public String uri() {
        return report.choice().uri();
    }

    /** The resource that was asked for, as YAML; null in reports of earlier versions. */
    public String resource() {
        return report.selection() == null ? null : ResourceWriter.yaml(AskedResource.of(report.selection()));
    }

    public List<Entry> versions() {
        return entries(report.versions());
    }

    /** Digests by what was read. */
    public List<Entry> inputs() {
        return entries(report.inputs());
    }

    private static List<Entry> entries(Map<String, String> values) {
        return values.entrySet().stream()
                .map(e -> new Entry(e.getKey(), String.valueOf(e.getValue())))
                .sorted(Comparator.comparing(Entry::name))
                .toList();
    }

    private static String score(double score) {
        return Double.isNaN(score) ? NOT_FINITE : Decimal.score(score);
    }
}
