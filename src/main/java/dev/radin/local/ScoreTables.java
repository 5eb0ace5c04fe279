package dev.radin.local;

import dev.radin.fault.Counted;
import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.Decimal;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportWords;
import dev.radin.protocol.ReportedTest;
import dev.radin.protocol.SoupSize;
import dev.radin.soup.Metric;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What soups and single models scored, and what the chosen ones score on test data, in columns; a star marks the choice. */
final class ScoreTables {

    private static final int SOUPS_SHOWN = 8;
    private static final int SINGLES_SHOWN = 3;
    private static final int SCORES_WIDTH = 11 + 11;
    private static final int NUMBERS_WIDTH = 6 + SCORES_WIDTH;
    private static final int ESTIMATE_WIDTH = 10;
    private static final int TEST_NUMBERS_WIDTH = 3 * 14;

    private final TextPage page;
    private final Report report;
    private final Metric metric;
    private final ReportWords words;

    ScoreTables(TextPage page, Report report) {
        this.page = page;
        this.report = report;
        this.metric = Metric.valueOf(report.metric());
        this.words = new ReportWords(report);
    }

    void soups() {
        List<Report.Evaluation> sorted = report.evaluations().stream()
                .sorted(Comparator.comparingDouble(
                        e -> Double.isNaN(e.score()) ? Double.POSITIVE_INFINITY : -metric.utility(e.score())))
                .toList();
        if (sorted.isEmpty()) {
            return;
        }
        // The calibrated choice need not be among the best.
        List<Report.Evaluation> shown = Stream.concat(
                        sorted.stream().limit(SOUPS_SHOWN),
                        sorted.stream().skip(SOUPS_SHOWN).filter(e -> words.isChosen(e)))
                .toList();
        row("", "SOUP", "SIZE", "ESTIMATE", "SCORE", "GAIN");
        for (Report.Evaluation e : shown) {
            row(
                    words.isChosen(e) ? "*" : "",
                    title(e),
                    Integer.toString(SoupSize.of(e.models()).models()),
                    e.estimate() == null ? "" : Decimal.score(e.estimate()),
                    score(e.score()),
                    Double.isNaN(e.score()) ? "" : Decimal.gain(words.gain(e.score())));
        }
        int more = report.evaluations().size() - shown.size();
        if (more > 0) {
            page.line("  and " + more + " more in report.json");
        }
        if (shown.stream().map(this::title).distinct().count() < shown.size()) {
            page.line("  Rows that read alike differ in members or weights; the report tells them apart.");
        }
        page.line("");
    }

    private String title(Report.Evaluation soup) {
        return soup.name() == null ? names(soup.models()) : Glyphs.cut(soup.name(), nameWidth() - 1);
    }

    void singles() {
        row("", "SINGLE MODEL", "SCORE", "");
        report.models().stream()
                .limit(SINGLES_SHOWN)
                .forEach(m -> row(
                        isChosen(m) ? "*" : "",
                        Glyphs.cut(m.name(), singleWidth()),
                        score(m.score()),
                        m.suspect() ? "suspect" : ""));
        int more = report.models().size() - SINGLES_SHOWN;
        if (more > 0) {
            page.line("  and " + more + " more");
        }
        page.line("");
    }

    private boolean isChosen(Report.Model model) {
        return report.choice().models().equals(List.of(model.name()));
    }

    void test() {
        if (report.test().isEmpty()) {
            return;
        }
        String form = "  %-" + testNameWidth() + "s%14s%14s%14s";
        page.line(String.format(form, "TEST", "CHOSEN", "BEST SINGLE", "UNIFORM"));
        List<DatasetScore> chosen = report.test().get(0).datasets();
        for (int d = 0; d < chosen.size(); d++) {
            List<String> cells = new ArrayList<>();
            for (ReportedTest test : report.test()) {
                cells.add(score(test.datasets().get(d).score()));
            }
            page.line(String.format(form, testName(chosen.get(d)), cells.get(0), cells.get(1), cells.get(2)));
        }
        page.line("");
    }

    private void row(String mark, String what, String size, String estimate, String score, String gain) {
        page.line(String.format(
                "%-2s%-" + nameWidth() + "s%6s%s%11s%11s",
                mark,
                what,
                size,
                metric.isOfLogits() ? String.format("%" + ESTIMATE_WIDTH + "s", estimate) : "",
                score,
                gain));
    }

    /** Of a single model, which has no size and no estimate. */
    private void row(String mark, String what, String score, String remark) {
        page.line(String.format("%-2s%-" + singleWidth() + "s%11s%11s", mark, what, score, remark));
    }

    private int singleWidth() {
        return page.columns() - 2 - SCORES_WIDTH;
    }

    private int nameWidth() {
        return page.columns() - 2 - NUMBERS_WIDTH - (metric.isOfLogits() ? ESTIMATE_WIDTH : 0);
    }

    /** With its number of examples where both fit. */
    private String testName(DatasetScore test) {
        String whole = datasets(List.of(test));
        return whole.length() <= testNameWidth() ? whole : Glyphs.cut(test.name(), testNameWidth());
    }

    private int testNameWidth() {
        return Math.max(16, page.columns() - 2 - TEST_NUMBERS_WIDTH);
    }

    /** As many names as fit, and how many do not; that of the base in any case, as it does not count. */
    private String names(List<String> members) {
        SoupSize size = SoupSize.of(members);
        String base = size.base() ? ", " + Inspection.BASE : "";
        return names(members.subList(0, size.models()), nameWidth() - 1 - base.length()) + base;
    }

    private static String names(List<String> models, int width) {
        String all = String.join(", ", models);
        if (all.length() <= width) {
            return all;
        }
        for (int shown = Math.min(models.size() - 1, width / 3); shown >= 1; shown--) {
            String more = ", +" + (models.size() - shown);
            String names = String.join(", ", models.subList(0, shown));
            if (names.length() + more.length() <= width) {
                return names + more;
            }
        }
        String more = models.size() > 1 ? ", +" + (models.size() - 1) : "";
        return Glyphs.cut(models.get(0), width - more.length()) + more;
    }

    static String datasets(List<DatasetScore> scores) {
        return scores.stream()
                .map(s -> s.name() + " (" + Counted.grouped(s.examples(), "example") + ")")
                .collect(Collectors.joining(", "));
    }

    private static String score(double score) {
        return Double.isNaN(score) ? "not finite" : Decimal.score(score);
    }
}
