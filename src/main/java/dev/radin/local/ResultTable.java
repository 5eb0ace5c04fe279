package dev.radin.local;

import dev.radin.fault.Listing;
import dev.radin.protocol.Cost;
import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Report;
import dev.radin.soup.Metric;
import dev.radin.status.Decimal;
import dev.radin.status.Significance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** The end of a run, as a person reads it. */
public final class ResultTable {

    private static final int MOST_COLUMNS = 120;
    private static final int FEWEST_COLUMNS = 60;
    private static final int SOUPS_SHOWN = 8;
    private static final int SINGLES_SHOWN = 3;
    private static final int EXCLUDED_SHOWN = 8;
    private static final int NUMBERS_WIDTH = 6 + 10 + 11 + 11;

    private final Report report;
    private final Metric metric;
    private final int columns;
    private final StringBuilder text = new StringBuilder();

    private ResultTable(Report report, int columns) {
        this.report = report;
        this.metric = Metric.valueOf(report.metric());
        this.columns = Math.max(FEWEST_COLUMNS, Math.min(MOST_COLUMNS, columns));
    }

    /**
     * @param cost of this run
     * @param columns of the terminal; used from 60 to 120
     */
    public static String render(Report report, Cost cost, int columns) {
        ResultTable table = new ResultTable(report, columns);
        table.header();
        table.soups();
        table.singles();
        table.verdict();
        table.test();
        table.leftOut();
        table.end(cost);
        return table.text.toString();
    }

    private void header() {
        wrapped(report.name() + ": " + report.metric() + (metric.higherIsBetter() ? "" : " (lower is better)") + " of "
                + report.models().size() + " models on "
                + datasets(report.models().get(0).datasets()) + "; "
                + report.strategy() + ", budget " + report.budget());
        line("");
    }

    private void soups() {
        List<Report.Evaluation> best = report.evaluations().stream()
                .sorted(Comparator.comparingDouble(
                        e -> Double.isNaN(e.score()) ? Double.POSITIVE_INFINITY : -metric.utility(e.score())))
                .limit(SOUPS_SHOWN)
                .toList();
        if (best.isEmpty()) {
            return;
        }
        row("", "SOUP", "SIZE", "ESTIMATE", "SCORE", "GAIN");
        for (Report.Evaluation e : best) {
            boolean chosen = e.models().equals(report.choice().models())
                    && Objects.equals(e.weights(), report.choice().weights());
            row(
                    chosen ? "*" : "",
                    names(e.models()),
                    Integer.toString(e.models().size()),
                    Decimal.score(e.estimate()),
                    score(e.score()),
                    Double.isNaN(e.score()) ? "" : Decimal.gain(gain(e.score())));
        }
        int more = report.evaluations().size() - best.size();
        if (more > 0) {
            line("  and " + more + " more in report.json");
        }
        line("");
    }

    private void singles() {
        row("", "SINGLE MODEL", "", "", "SCORE", "");
        report.models().stream()
                .limit(SINGLES_SHOWN)
                .forEach(m -> row(
                        isChosen(m) ? "*" : "",
                        Glyphs.cut(m.name(), nameWidth()),
                        "",
                        "",
                        score(m.score()),
                        m.suspect() ? "suspect" : ""));
        int more = report.models().size() - SINGLES_SHOWN;
        if (more > 0) {
            line("  and " + more + " more");
        }
        line("");
    }

    private boolean isChosen(Report.Model model) {
        return report.choice().models().equals(List.of(model.name()));
    }

    private void verdict() {
        Report.Choice choice = report.choice();
        int evaluated = report.evaluations().size();
        if (choice.interval() == null) {
            wrapped(
                    evaluated == 0
                            ? "No soup was evaluated; the best single model, "
                                    + choice.single().model() + ", is kept."
                            : "None of " + evaluated + " soups beat the best single model, "
                                    + choice.single().model() + "; it is kept.");
            line("");
            return;
        }
        wrapped("* A soup of " + choice.models().size() + " models scores " + Decimal.gain(choice.gain())
                + " against the best single model, " + choice.single().model() + " (95% interval "
                + Decimal.gain(choice.interval().get(0)) + " to "
                + Decimal.gain(choice.interval().get(1)) + ", "
                + choice.test() + ", " + Significance.probability(choice.pValue()) + "); "
                + Significance.clause(choice.pValue()) + ".");
        if (evaluated > 1) {
            wrapped("As the best of " + evaluated + " soups on the same examples its validation score is optimistic. "
                    + (report.test().isEmpty()
                            ? "Name test data in spec.test to learn what it is worth."
                            : "The test scores are not:"));
        }
        line("");
    }

    private void test() {
        if (report.test().isEmpty()) {
            return;
        }
        String form = "  %-" + Math.max(16, columns - 2 - 3 * 14) + "s%14s%14s%14s";
        line(String.format(form, "TEST", "CHOSEN", "BEST SINGLE", "UNIFORM"));
        List<DatasetScore> chosen = report.test().get(0).datasets();
        for (int d = 0; d < chosen.size(); d++) {
            List<String> cells = new ArrayList<>();
            for (Report.Test test : report.test()) {
                cells.add(score(test.datasets().get(d).score()));
            }
            String name = datasets(List.of(chosen.get(d)));
            line(String.format(
                    form,
                    Glyphs.cut(name, Math.max(16, columns - 2 - 3 * 14)),
                    cells.get(0),
                    cells.get(1),
                    cells.get(2)));
        }
        line("");
    }

    private void leftOut() {
        List<String> suspects = report.models().stream()
                .filter(Report.Model::suspect)
                .map(Report.Model::name)
                .toList();
        if (!suspects.isEmpty()) {
            wrapped("Kept out of soups, as their weights are far from the others': " + listed(suspects) + ".");
        }
        report.excluded().stream().limit(EXCLUDED_SHOWN).forEach(this::excluded);
        int more = report.excluded().size() - EXCLUDED_SHOWN;
        if (more > 0) {
            line("Excluded: " + more + " more, in report.json.");
        }
        report.notes().stream().limit(EXCLUDED_SHOWN).forEach(note -> wrapped("Note: " + note + "."));
        if (!suspects.isEmpty()
                || !report.excluded().isEmpty()
                || !report.notes().isEmpty()) {
            line("");
        }
    }

    private void excluded(ExcludedModel model) {
        wrapped("Excluded: " + model.model() + ", " + model.reason() + ": " + model.message());
    }

    private static String listed(List<String> names) {
        return Listing.of(names, EXCLUDED_SHOWN);
    }

    private void end(Cost cost) {
        line(String.format(Locale.ROOT, "%-8s%d made, %d reused", "passes", cost.passes(), cost.reused()));
        line(String.format(
                "%-8s%s",
                report.choice().interval() == null ? "model" : "soup",
                report.choice().uri()));
    }

    private void row(String mark, String what, String size, String estimate, String score, String gain) {
        line(String.format("%-2s%-" + nameWidth() + "s%6s%10s%11s%11s", mark, what, size, estimate, score, gain));
    }

    private int nameWidth() {
        return columns - 2 - NUMBERS_WIDTH;
    }

    /** As many names as fit, and how many do not. */
    private String names(List<String> models) {
        int width = nameWidth() - 1;
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

    private static String datasets(List<DatasetScore> scores) {
        return scores.stream()
                .map(s -> s.name() + String.format(Locale.ROOT, " (%,d examples)", s.examples()))
                .collect(Collectors.joining(", "));
    }

    private static String score(double score) {
        return Double.isNaN(score) ? "not finite" : Decimal.score(score);
    }

    /** Positive is better. */
    private double gain(double score) {
        return metric.utility(score) - metric.utility(report.choice().single().score());
    }

    private void wrapped(String paragraph) {
        StringBuilder current = new StringBuilder();
        for (String word : paragraph.replaceAll("\\s+", " ").split(" ")) {
            if (current.length() > 0 && current.length() + 1 + word.length() > columns) {
                line(current.toString());
                current.setLength(0);
                current.append("  ");
            } else if (current.length() > 0) {
                current.append(' ');
            }
            current.append(word);
        }
        line(current.toString());
    }

    private void line(String line) {
        text.append(line.stripTrailing()).append('\n');
    }
}
