package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.Golden;
import dev.radin.fault.Reason;
import dev.radin.location.Location;
import dev.radin.protocol.Cost;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportWords;
import dev.radin.soup.Metric;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResultTableGoldenTest {

    private static final int COLUMNS = 80;

    @Test
    void threeModels() {
        Report report = new Reports(Metric.ACCURACY)
                .models(3, "wd0.%d")
                .test("test")
                .evaluated(2, 0.8012, 0.79975)
                .estimatesWithout(0.7795, 0.78)
                .evaluated(3, 0.7999, 0.7915)
                .baseline("Greedy", 2, 0.8012, 0.79975)
                .baseline("Radin", 3, 0.7999, null)
                .chosen(0, 0.01975, 0.011, 0.0285, 2e-6)
                .report();

        check("result-3-models.txt", report, new Cost(14, 0, 0));
    }

    @Test
    void soupsThatDifferInWeightsAlone() {
        Report report = new Reports(Metric.ACCURACY)
                .models(2, "wd0.%d")
                .evaluated(2, 0.8012, 0.79975)
                .evaluated(2, 0.8008, 0.79925)
                .chosen(0, 0.01975, 0.011, 0.0285, 2e-6)
                .report();

        assertThat(ResultTable.render(report, Location.of("file:///out/report.html"), Cost.NONE, COLUMNS))
                .contains(
                        "\n  Rows that read alike differ in members or weights; the report tells them apart.\n\n  SINGLE");
    }

    @Test
    void aBaselineOfWhichOneSoupWasEvaluated() {
        Report report = new Reports(Metric.ACCURACY)
                .models(3, "wd0.%d")
                .evaluated(2, 0.8012, 0.79975)
                .chosen(0, 0.01975, 0.011, 0.0285, 2e-6)
                .report();
        Report.Baseline radin = new Report.Baseline(
                "Radin",
                List.of(
                        new Report.BaselineSoup(List.of("wd0.0", "wd0.1"), null, 0.8012, 0.79975),
                        new Report.BaselineSoup(List.of("wd0.1", "wd0.2"), null, 0.8, null)),
                null,
                null);

        assertThat(new ReportWords(report).baseline(radin))
                .endsWith("; the one that was evaluated here scores 0.799750.");
    }

    @Test
    void twoHundredAndFiftySixModelsWithLongNames() {
        Reports reports = new Reports(Metric.ACCURACY)
                .models(256, "clip-vit-b32-lr3.0e-5-wd0.1-mixup0.8-label-smoothing0.1-seed%03d")
                .suspects(12)
                .validation("imagenet-val", "imagenet-sketch-with-a-long-name")
                .test("imagenet-v2-matched-frequency", "objectnet-113-classes-of-imagenet-and-more")
                .note("wd0.1: its names had the prefix \"module.\", which was taken off")
                .note("clip-a and clip-b are the same checkpoint, to the byte; it counts once");
        for (int i = 0; i < 40; i++) {
            reports.evaluated(2 + 6 * i, 0.81 - i * 1e-4, 0.8 - i * 1e-4);
            reports.excluded(
                    "broken-" + i,
                    Reason.CorruptModel,
                    "file:///models/letters/broken-" + i + ".safetensors: it has 7 bytes, too few for a safetensors"
                            + " file. Copy or save it again.");
        }
        check(
                "result-256-models.txt",
                reports.chosen(0, 0.02, 0.0123, 0.0287, 0.0004).report(),
                new Cost(552, 40, 0));
    }

    @Test
    void aGainThatChanceExplainsAndASoupWithoutFiniteLogits() {
        Report report = new Reports(Metric.NEGATIVE_LOG_LIKELIHOOD)
                .models(12, "model-%d")
                .evaluated(3, 0.2, 0.2195)
                .evaluated(4, 0.21, Double.NaN)
                .chosen(0, 0.0005, -0.002, 0.003, 0.412)
                .report();

        check("result-by-chance.txt", report, new Cost(4, 12, 0));
    }

    @Test
    void scoresOfAProgram() {
        Report report = new Reports(Metric.MEAN_SCORE)
                .models(3, "wd0.%d")
                .test("test")
                .evaluated(3, Double.NaN, 0.7915)
                .evaluated(2, Double.NaN, 0.79975)
                .scoresWithout(0.7795, 0.78)
                .baseline("Greedy", 2, Double.NaN, 0.79975)
                .note("the evaluator gives scores and no logits")
                .chosen(1, 0.01975, 0.011, 0.0285, 2e-6)
                .report();

        check("result-scores.txt", report, new Cost(14, 0, 0));
    }

    @Test
    void bestSingleModelKept() {
        Report report = new Reports(Metric.MACRO_F1)
                .models(4, "model-%d")
                .evaluated(2, 0.8, 0.71)
                .evaluated(3, 0.79, 0.7)
                .compared("Greedy", 0.79, Double.NaN, 0.7)
                .singleKept()
                .report();

        check("result-single-kept.txt", report, new Cost(6, 0, 0));
    }

    @Test
    void comparedStrategiesOnTestData() {
        Report report = new Reports(Metric.ACCURACY)
                .models(4, "model-%d")
                .test("test", "shifted")
                .evaluated(2, 0.8, 0.79)
                .compared("Greedy", 0.79, 0.785)
                .chosen(0, 0.01, -0.002, 0.022, 0.09)
                .report();

        check("result-compared.txt", report, new Cost(10, 2, 0));
    }

    /** It is named apart, however many names there are. */
    @Test
    void aBaseAmongAdaptersCountsAsNoModel() {
        Report report = new Reports(Metric.ACCURACY)
                .models(8, "adapter-of-epoch-%d")
                .evaluatedWithBase(8, 0.8, 0.79)
                .evaluatedWithBase(1, 0.79, 0.785)
                .evaluated(2, 0.79, 0.781)
                .adapter(0.0321, 6, 16)
                .chosen(0, 0.01, 0.002, 0.022, 0.009)
                .report();

        check("result-adapter.txt", report, new Cost(12, 0, 0));
    }

    @Test
    void withoutABudget() {
        check(
                "result-no-budget.txt",
                new Reports(Metric.topKAccuracy(5))
                        .models(2, "model-%d")
                        .test("test")
                        .baseline("Greedy")
                        .singleKept()
                        .report(),
                new Cost(2, 0, 0));
    }

    @Test
    void inANarrowTerminal() {
        Report report = new Reports(Metric.ACCURACY)
                .models(3, "lr1.8e-3-%dep-noise0.6")
                .test("test", "test-of-another-kind")
                .evaluated(2, 0.8012, 0.79975)
                .chosen(0, 0.01975, 0.011, 0.0285, 2e-6)
                .report();

        check("result-narrow.txt", report, new Cost(14, 0, 0), 60);
    }

    private static void check(String file, Report report, Cost cost) {
        check(file, report, cost, COLUMNS);
    }

    private static void check(String file, Report report, Cost cost, int columns) {
        String table =
                ResultTable.render(report, Location.of("file:///models/letters/soup/report.html"), cost, columns);

        assertThat(table.lines()).allMatch(line -> line.length() <= columns);
        Golden.check(file, table);
    }
}
