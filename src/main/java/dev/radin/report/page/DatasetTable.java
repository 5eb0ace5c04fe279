package dev.radin.report.page;

import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportWords;
import java.util.ArrayList;
import java.util.List;

/** What chosen, best single model and uniform soup score on each dataset: the validation datasets, then those for tests. */
record DatasetTable(Report report) {

    /** @param chosen null where it is not known, as {@code uniform}, which is tested only; NaN where it gave no finite logits */
    record Row(String name, String role, long examples, Double chosen, double single, Double uniform) {}

    List<Row> rows() {
        List<Row> rows = new ArrayList<>();
        List<DatasetScore> single = single();
        List<DatasetScore> chosen = chosen(single);
        for (int d = 0; d < single.size(); d++) {
            rows.add(row("validation", chosen, single, List.of(), d));
        }
        if (!report.test().isEmpty()) {
            List<DatasetScore> tested = report.test().get(1).datasets();
            for (int d = 0; d < tested.size(); d++) {
                rows.add(row(
                        "test",
                        report.test().get(0).datasets(),
                        tested,
                        report.test().get(2).datasets(),
                        d));
            }
        }
        return rows;
    }

    private List<DatasetScore> single() {
        return report.models().stream()
                .filter(m -> m.name().equals(report.choice().single().model()))
                .findFirst()
                .map(Report.Model::datasets)
                .orElse(List.of());
    }

    private List<DatasetScore> chosen(List<DatasetScore> single) {
        ReportWords words = new ReportWords(report);
        return words.singleKept()
                ? single
                : words.chosen().map(Report.Evaluation::datasets).orElse(List.of());
    }

    private static Row row(
            String role, List<DatasetScore> chosen, List<DatasetScore> single, List<DatasetScore> uniform, int d) {
        return new Row(
                String.valueOf(single.get(d).name()),
                role,
                single.get(d).examples(),
                score(chosen, d),
                single.get(d).score(),
                score(uniform, d));
    }

    private static Double score(List<DatasetScore> scores, int d) {
        return d < scores.size() ? (Double) scores.get(d).score() : null;
    }
}
