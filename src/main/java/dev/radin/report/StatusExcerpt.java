package dev.radin.report;

import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.Published;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedChoice;
import dev.radin.protocol.ReportedTest;
import dev.radin.soup.Metric;
import dev.radin.soup.statistics.Concordance;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The few lines of a report that the status shows.
 *
 * @param evaluated how many soups were, those of compared strategies too
 */
public record StatusExcerpt(Report report, int evaluated) {

    private static final int NAMES_SHOWN = 16;
    private static final int EVALUATIONS_SHOWN = 8;
    private static final int EXCLUDED_SHOWN = 8;
    private static final int SUSPECTS_SHOWN = 8;

    /**
     * @param soup the name of the published soup's folder
     * @param digest of its weights
     */
    public Published published(String soup, String digest, Published.ReportFile file) {
        Metric metric = Metric.valueOf(report.metric());
        ReportedChoice best = report.choice();
        List<Report.Model> suspects =
                report.models().stream().filter(Report.Model::suspect).toList();
        return new Published(
                report.strategy(),
                new Published.Choice(
                        soup,
                        some(best.models()),
                        some(best.weights()),
                        best.models().size(),
                        best.score(),
                        digest,
                        Published.Adapter.of(best.adapter())),
                new Published.Single(best.single().model(), best.single().score()),
                best.gain(),
                best.interval(),
                best.pValue(),
                report.models().size(),
                evaluated,
                report.evaluations().stream()
                        .filter(e -> !Double.isNaN(e.score()))
                        .sorted(Comparator.comparingDouble(e -> -metric.utility(e.score())))
                        .limit(EVALUATIONS_SHOWN)
                        .map(e -> new Published.Evaluation(
                                some(e.models()), some(e.weights()), e.models().size(), e.estimate(), e.score()))
                        .toList(),
                test(report.test()),
                report.excluded().stream().limit(EXCLUDED_SHOWN).toList(),
                report.excluded().size(),
                suspects.stream()
                        .limit(SUSPECTS_SHOWN)
                        .map(m -> new Published.Suspect(m.name(), m.distance(), m.keptOut()))
                        .toList(),
                suspects.size(),
                file,
                concordance(),
                best.rule(),
                best.verdict());
    }

    /** @param test the chosen, the best single model and the uniform soup, each over the same datasets; or none */
    private static List<Published.Test> test(List<ReportedTest> test) {
        List<Published.Test> scores = new ArrayList<>();
        for (int d = 0; !test.isEmpty() && d < test.get(0).datasets().size(); d++) {
            DatasetScore chosen = test.get(0).datasets().get(d);
            Optional<ReportedTest.Gain> gain = test.get(0).gains().stream()
                    .filter(g -> g.dataset().equals(chosen.name()))
                    .findFirst();
            scores.add(new Published.Test(
                    chosen.name(),
                    chosen.score(),
                    test.get(1).datasets().get(d).score(),
                    test.get(2).datasets().get(d).score(),
                    gain.map(ReportedTest.Gain::gain).orElse(null),
                    gain.map(ReportedTest.Gain::interval).orElse(null),
                    gain.map(ReportedTest.Gain::pValue).orElse(null)));
        }
        return scores;
    }

    private Double concordance() {
        double share = Concordance.of(report.estimates(), report.scores());
        return Double.isNaN(share) ? null : share;
    }

    private static <T> List<T> some(List<T> members) {
        return members == null ? null : members.subList(0, Math.min(NAMES_SHOWN, members.size()));
    }
}
