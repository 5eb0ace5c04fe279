package dev.radin.report.page;

import dev.radin.protocol.Decimal;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportWords;
import dev.radin.protocol.ReportedChoice;
import dev.radin.protocol.SoupSize;
import dev.radin.soup.strategy.KeptOut;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;

/** The rows of the page's tables, as the template asks for them. */
public final class PageTables {

    private static final String NOT_FINITE = "not finite";

    private final Report report;
    private final ReportWords words;

    PageTables(Report report) {
        this.report = report;
        this.words = new ReportWords(report);
    }

    /** @param adds to the others, by estimate, and {@code trulyAdds} by evaluation; null where it is not known */
    public record MemberRow(String name, String weight, String score, String adds, String trulyAdds) {}

    public record SoupRow(
            boolean chosen, int number, String members, String size, String estimate, String score, String gain) {}

    public record ModelRow(
            boolean chosen, String name, String score, String loss, String distance, String basin, String remark) {}

    public record DatasetRow(String name, String role, String examples, String chosen, String single, String uniform) {}

    /** Of the chosen soup, or of the model that was kept; by weight. */
    public List<MemberRow> members() {
        ReportedChoice choice = report.choice();
        Report.Evaluation soup = words.chosen().orElse(null);
        return ChosenMembers.byWeight(report)
                .mapToObj(k -> new MemberRow(
                        choice.models().get(k),
                        Decimal.weight(ChosenMembers.weight(choice, k)),
                        report.models().stream()
                                .filter(m -> m.name().equals(choice.models().get(k)))
                                .map(m -> score(m.score()))
                                .findFirst()
                                .orElse(""),
                        soup == null || soup.estimatesWithout() == null ? null : Decimal.gain(words.added(soup, k)),
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
                Integer.toString(SoupSize.of(soup.models()).models()),
                soup.estimate() == null ? "" : score(soup.estimate()),
                score(soup.score()),
                Double.isNaN(soup.score()) ? "" : Decimal.gain(words.gain(soup.score())));
    }

    public List<ModelRow> singles() {
        Set<String> chosen = new HashSet<>(report.choice().models());
        return report.models().stream()
                .map(m -> new ModelRow(
                        chosen.contains(m.name()),
                        m.name(),
                        score(m.score()),
                        m.negativeLogLikelihood() == null ? "" : score(m.negativeLogLikelihood()),
                        m.distance() == null ? "" : Decimal.score(m.distance()),
                        m.basin() == null ? "" : m.basin().toString(),
                        m.suspect()
                                ? m.keptOut() == KeptOut.OtherBasin ? "in another basin" : "far from the others"
                                : chosen.contains(m.name()) ? "in the result" : ""))
                .toList();
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

    static String score(double score) {
        return Double.isNaN(score) ? NOT_FINITE : Decimal.score(score);
    }
}
