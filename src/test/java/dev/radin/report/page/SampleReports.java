package dev.radin.report.page;

import dev.radin.fault.Reason;
import dev.radin.protocol.Cost;
import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.ExcludedModel;
import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedChoice;
import dev.radin.protocol.ReportedTest;
import dev.radin.soup.Metric;
import dev.radin.soup.strategy.KeptOut;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Reports of every size, as selections leave them; with numbers made up. */
public final class SampleReports {

    private final int models;
    private final int soups;
    private final Random random = new Random(7);
    private final List<String> names;
    private final Metric metric;

    private SampleReports(int models, int soups, String pattern) {
        this(models, soups, pattern, Metric.ACCURACY);
    }

    private SampleReports(int models, int soups, String pattern, Metric metric) {
        this.metric = metric;
        this.models = models;
        this.soups = soups;
        this.names = IntStream.range(0, models)
                .mapToObj(i -> String.format(Locale.ROOT, pattern, i))
                .toList();
    }

    /** Three models, of which a soup of two is chosen. */
    public static Report small() {
        return new SampleReports(3, 2, "wd0.%d").report();
    }

    /** The same of an evaluator that gives scores. */
    public static Report scored() {
        return new SampleReports(3, 2, "wd0.%d", Metric.MEAN_SCORE).report();
    }

    /** As many models as there may be, with long names, in three basins. */
    public static Report large() {
        return new SampleReports(256, 60, "clip-vit-b32-lr3.0e-5-wd0.1-mixup0.8-label-smoothing0.1-seed%03d").report();
    }

    /** Whose names are markup, and turn the text around them. */
    public static Report hostile() {
        return new SampleReports(5, 4, "</script><script>alert(%d)</script><img src=x onerror=alert(1)>\u202e&amp;'\"")
                .report();
    }

    /** Of a model alone, with nothing evaluated and nothing finite. */
    public static Report single() {
        return new SampleReports(1, 0, "only-%d").report();
    }

    private Report report() {
        List<Report.Model> all = new ArrayList<>();
        for (int i = 0; i < models; i++) {
            int basin = models < 5 ? 1 : 1 + (i * 7 / models) % 3;
            KeptOut why = basin == 3 ? KeptOut.OtherBasin : models > 4 && i % 11 == 4 ? KeptOut.FarInBasin : null;
            all.add(new Report.Model(
                    names.get(i),
                    0.78 - 0.05 * i / models,
                    metric.isOfLogits() ? (Double) (0.9 + 0.1 * i / models) : null,
                    models == 1 ? null : 30.0 + random.nextDouble(),
                    why != null,
                    basin,
                    why,
                    datasets(0.78 - 0.05 * i / models)));
        }
        List<Report.Evaluation> evaluations = new ArrayList<>();
        for (int s = 0; s < soups; s++) {
            int size = Math.min(models, 2 + s);
            double estimate = 0.8 + 0.01 * random.nextDouble();
            List<Double> weights = s == 0 && size > 2 ? weights(size) : null;
            evaluations.add(new Report.Evaluation(
                    null,
                    names.subList(0, size),
                    weights,
                    metric.isOfLogits() ? (Double) estimate : null,
                    s == 3 ? Double.NaN : estimate - 0.01 * random.nextDouble(),
                    metric.isOfLogits() ? 0.7 : null,
                    1 + s / 4,
                    datasets(0.795),
                    null,
                    metric.isOfLogits()
                            ? IntStream.range(0, size)
                                    .mapToObj(k -> estimate - 0.004 * random.nextGaussian())
                                    .toList()
                            : null,
                    null));
        }
        boolean kept = soups == 0;
        List<String> chosen = kept ? names.subList(0, 1) : evaluations.get(0).models();
        ReportedChoice choice = new ReportedChoice(
                "file:///models/letters/soup/soups/0123456789abcdef/",
                chosen,
                kept ? null : evaluations.get(0).weights(),
                kept ? 0.78 : evaluations.get(0).score(),
                kept ? 0 : evaluations.get(0).score() - 0.78,
                kept ? null : List.of(0.011, 0.0285),
                kept ? null : 2e-6,
                kept ? null : "max-T over " + soups + " soups",
                kept ? "BestSingleKept" : "SoupSelected",
                new ReportedChoice.Single(names.get(0), 0.78, null),
                "HighestScore",
                null,
                kept
                        ? "no soup was evaluated; " + names.get(0) + " is kept"
                        : "a soup of some scores more than " + names.get(0),
                kept ? null : 0.00234,
                null);
        List<ReportedTest> test = kept
                ? List.of()
                : List.of(
                        new ReportedTest(
                                "chosen",
                                chosen,
                                tests(0.7947),
                                List.of(
                                        new ReportedTest.Gain(
                                                "test",
                                                0.0155,
                                                List.of(0.003121, 0.027879),
                                                0.017,
                                                "exact McNemar test"),
                                        new ReportedTest.Gain(
                                                "shifted",
                                                -0.0021,
                                                List.of(-0.0123, 0.0081),
                                                0.71,
                                                "exact McNemar test"))),
                        new ReportedTest("best single", names.subList(0, 1), tests(0.7792), List.of()),
                        new ReportedTest("uniform", names, tests(Double.NaN), List.of()));
        return new Report(
                "letters",
                "vision",
                metric.name(),
                true,
                "Auto/LearntMixtures",
                Math.max(8, soups),
                all,
                models < 5
                        ? List.of()
                        : List.of(new ExcludedModel(
                                "broken" + names.get(0),
                                Reason.CorruptModel,
                                "it has 7 bytes, too few for a safetensors file. Copy or save it again.")),
                List.of(),
                evaluations,
                choice,
                test,
                new Cost(14, 3, 12.5),
                Map.of(
                        "architecture",
                        "sha256:" + "ab".repeat(32),
                        "models/" + names.get(0),
                        "sha256:" + "cd".repeat(32)),
                Map.of("radin", "0.1.0", "java", "17.0.15", "device", "cpu"),
                kept ? List.of("only one model is usable, so it is the result") : List.of("a note of " + names.get(0)),
                kept
                        ? List.of()
                        : metric.isOfLogits()
                                ? List.of(baseline("Greedy", true), baseline("Radin", false))
                                : List.of(baseline("Greedy", true)),
                distances(all),
                null);
    }

    private Report.Baseline baseline(String strategy, boolean known) {
        return new Report.Baseline(
                strategy,
                Stream.of(2, 3)
                        .filter(size -> size <= models)
                        .map(size -> new Report.BaselineSoup(
                                names.subList(0, size),
                                null,
                                metric.isOfLogits() ? 0.801 : null,
                                known ? (Double) 0.79 : null))
                        .toList(),
                null,
                null);
    }

    private List<Double> weights(int size) {
        double[] weights = random.doubles(size, 0.1, 1).toArray();
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).mapToObj(w -> w / sum).toList();
    }

    private List<List<Float>> distances(List<Report.Model> all) {
        return IntStream.range(0, models)
                .mapToObj(i -> IntStream.range(0, i)
                        .mapToObj(j ->
                                (all.get(i).basin().equals(all.get(j).basin()) ? 20f : 44f) + 8 * random.nextFloat())
                        .toList())
                .toList();
    }

    private static List<DatasetScore> datasets(double score) {
        return List.of(
                new DatasetScore("val", score, null, 4000), new DatasetScore("val-noisy", score - 0.08, null, 2000));
    }

    private static List<DatasetScore> tests(double score) {
        return List.of(
                new DatasetScore("test", score, null, 8000), new DatasetScore("shifted", score - 0.11, null, 8000));
    }
}
