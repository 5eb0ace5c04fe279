package dev.radin.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import dev.radin.protocol.Report;
import dev.radin.protocol.ReportedChoice;
import dev.radin.protocol.ReportedTest;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.protocol.Stage;
import dev.radin.soup.ChoiceRule;
import dev.radin.soup.Metric;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each strategy and metric through all stages, on real checkpoints. */
class StrategiesTest {

    @TempDir
    Path output;

    @ParameterizedTest
    @EnumSource(
            value = StrategyChoice.Type.class,
            names = {"Auto", "Search", "Radin", "Greedy"})
    void keepsToTheBudgetAndByTheHighestScoreNeverFallsBelowTheBestSingleModel(StrategyChoice.Type type) {
        Quickstart quickstart = small();
        quickstart.choice = ChoiceRule.HighestScore;
        quickstart.strategy = Quickstart.strategy(type);
        quickstart.budget = 4;

        Report report = quickstart.run().report();

        assertThat(report.evaluations()).hasSizeLessThanOrEqualTo(4).isNotEmpty();
        assertThat(report.choice().score())
                .isGreaterThanOrEqualTo(report.models().get(0).score());
        assertThat(report.choice().gain()).isNotNegative();
        assertThat(report.choice().rule()).isEqualTo("HighestScore");
        assertThat(report.choice().calibratedNegativeLogLikelihood()).isNull();
    }

    @ParameterizedTest
    @MethodSource("dev.radin.soup.Metrics#all")
    void autoChoosesTheLowestCalibratedLossOfThoseThatScoreTheHighestUpToChance(Metric metric) {
        Quickstart quickstart = small();
        quickstart.metric = metric;
        quickstart.choice = ChoiceRule.Calibrated;

        Report report = quickstart.run().report();

        ReportedChoice choice = report.choice();
        assertThat(choice.rule()).isEqualTo("Calibrated");
        assertThat(choice.calibratedNegativeLogLikelihood())
                .isLessThanOrEqualTo(choice.single().calibratedNegativeLogLikelihood());
        assertThat(report.evaluations())
                .filteredOn(e -> metric.utility(e.score()) >= metric.utility(choice.score()))
                .allMatch(e -> e.calibratedNegativeLogLikelihood() >= choice.calibratedNegativeLogLikelihood());
        assertThat(choice.verdict()).contains("calibrated NLL");
    }

    /** What they are is compared with PyTorch where they are computed. */
    @Test
    void underMacroF1TheCalibratedLossesAreOfExamplesThatCountByTheirClass() {
        Report balanced = listed(Metric.MACRO_F1);
        Report plain = listed(Metric.ACCURACY);

        double balancedLoss = balanced.evaluations().get(0).calibratedNegativeLogLikelihood();
        double plainLoss = plain.evaluations().get(0).calibratedNegativeLogLikelihood();
        assertThat(balancedLoss).isNotEqualTo(plainLoss).isCloseTo(plainLoss, within(0.1));
    }

    private Report listed(Metric metric) {
        Quickstart quickstart = small(metric.name());
        quickstart.metric = metric;
        quickstart.choice = ChoiceRule.Calibrated;
        quickstart.budget = 1;
        List<String> models =
                quickstart.models.stream().limit(2).map(Selection.Model::name).toList();
        quickstart.strategy = new StrategyChoice(
                StrategyChoice.Type.Listed, 50, 0, List.of(new StrategyChoice.Listed(null, models, null)));
        return quickstart.run().report();
    }

    /** The calibrated loss stands in for a score that counts, and so is a lottery; an NLL is none. */
    @ParameterizedTest
    @MethodSource("dev.radin.soup.Metrics#all")
    void autoChoosesByTheCalibratedLossWhereTheMetricIsNoLossItself(Metric metric) {
        Quickstart quickstart = small();
        quickstart.metric = metric;

        String expected = metric.equals(Metric.NEGATIVE_LOG_LIKELIHOOD) ? "HighestScore" : "Calibrated";
        assertThat(quickstart.run().report().choice().rule()).isEqualTo(expected);
    }

    @Test
    void greedyEvaluatesOneSoupARoundInTheOrderOfTheModelsScores() {
        Quickstart quickstart = small();
        quickstart.strategy = Quickstart.strategy(StrategyChoice.Type.Greedy);
        quickstart.budget = 10;

        Quickstart.Run run = quickstart.run();

        List<Report.Evaluation> evaluations = run.report().evaluations();
        List<String> order =
                run.report().models().stream().map(Report.Model::name).toList();
        assertThat(evaluations).hasSize(quickstart.models.size() - 1);
        for (int round = 1; round <= evaluations.size(); round++) {
            assertThat(evaluations.get(round - 1).round()).isEqualTo(round);
            assertThat(evaluations.get(round - 1).models()).contains(order.get(round));
        }
        assertThat(run.outcome().stages())
                .filteredOn(s -> s.result().task().stage() == Stage.evaluate)
                .hasSize(evaluations.size());
    }

    /** Each of them has as large a budget, finds passes that are there already, and has no say in the result. */
    @Test
    void comparedStrategiesAreEvaluatedAsByThemselvesAndChangeNothing() {
        Report without = small("alone").run().report();
        Report greedy = small("greedy", StrategyChoice.Type.Greedy).run().report();
        Report radin = small("radin", StrategyChoice.Type.Radin).run().report();
        Quickstart compared = small("compared");
        compared.strategy = new StrategyChoice(
                StrategyChoice.Type.Auto,
                50,
                0,
                List.of(),
                List.of(StrategyChoice.Type.Greedy, StrategyChoice.Type.Radin));

        Quickstart.Run run = compared.run();

        assertThat(run.report().evaluations())
                .usingRecursiveComparison()
                .ignoringFields("scoresWithout", "round")
                .isEqualTo(without.evaluations());
        assertThat(run.report().choice().models()).isEqualTo(without.choice().models());
        assertThat(run.report().choice().verdict()).isEqualTo(without.choice().verdict());
        assertThat(run.report().choice().optimism()).isEqualTo(without.choice().optimism());
        assertThat(baseline(run.report(), "Greedy").soups())
                .extracting(Report.BaselineSoup::models, Report.BaselineSoup::score)
                .isEqualTo(scores(greedy));
        assertThat(baseline(run.report(), "Radin").soups())
                .extracting(Report.BaselineSoup::models, Report.BaselineSoup::score)
                .isEqualTo(scores(radin));
        assertThat(baseline(run.report(), "Greedy").test().datasets())
                .isEqualTo(greedy.test().get(0).datasets());
        assertThat(baseline(run.report(), "Greedy").test().gains())
                .isEqualTo(greedy.test().get(0).gains());
        assertThat(baseline(run.report(), "Radin").test().models())
                .isEqualTo(radin.choice().models());
        assertThat(baseline(run.report(), "Radin").test().datasets())
                .isEqualTo(radin.test().get(0).datasets());
        assertThat(run.report().test()).isEqualTo(without.test());
        assertThat(run.passesMade())
                .isLessThanOrEqualTo(
                        compared.models.size() + compared.selection().evaluations() + 3 + 2);
        assertThat(compared.run().passesMade()).isZero();
    }

    private static List<Tuple> scores(Report report) {
        return report.evaluations().stream()
                .map(e -> Tuple.tuple(e.models(), e.score()))
                .toList();
    }

    private static Report.Baseline baseline(Report report, String strategy) {
        return report.baselines().stream()
                .filter(b -> b.strategy().equals(strategy))
                .findFirst()
                .orElseThrow();
    }

    private Quickstart small(String folder) {
        return small(folder, StrategyChoice.Type.Auto);
    }

    private Quickstart small(String folder, StrategyChoice.Type type) {
        Quickstart quickstart = new Quickstart(Quickstart.folder(output.resolve(folder)));
        quickstart.models = small().models;
        quickstart.test = List.of(Quickstart.dataset("test", Quickstart.FOLDER.resolve("test.safetensors")));
        quickstart.budget = 3;
        quickstart.strategy = new StrategyChoice(type, 200, 0, List.of());
        return quickstart;
    }

    /** A baseline that is followed over scores that are known is what the strategy itself does. */
    @Test
    void baselinesAreWhatThePapersRecipesEvaluate() {
        for (StrategyChoice.Type type : List.of(StrategyChoice.Type.Greedy, StrategyChoice.Type.Radin)) {
            Quickstart paper = small();
            paper.strategy = Quickstart.strategy(type);
            paper.budget = 3;
            List<Report.Evaluation> expected = paper.run().report().evaluations();
            Quickstart listed = small();
            listed.budget = 3;
            listed.strategy = new StrategyChoice(
                    StrategyChoice.Type.Listed,
                    0,
                    0,
                    expected.stream()
                            .map(e -> new StrategyChoice.Listed("of paper", e.models(), e.weights()))
                            .toList());

            Report report = listed.run().report();

            Report.Baseline baseline = report.baselines().stream()
                    .filter(b -> b.strategy().equals(type.name()))
                    .findFirst()
                    .orElseThrow();
            assertThat(baseline.soups().get(0).models())
                    .isEqualTo(expected.get(0).models());
            assertThat(baseline.soups().get(0).score())
                    .isEqualTo(expected.get(0).score());
            assertThat(baseline.soups()).hasSize(type == StrategyChoice.Type.Radin ? expected.size() : 1);
        }
    }

    @Test
    void whatAMemberAddsIsATrueScoreWhereTheOthersWereRunToo() {
        Quickstart quickstart = small();
        List<String> names =
                quickstart.models.stream().map(Selection.Model::name).toList();
        quickstart.strategy = new StrategyChoice(
                StrategyChoice.Type.Listed,
                50,
                0,
                Stream.of(names.subList(0, 3), names.subList(0, 2), names.subList(1, 3))
                        .map(models -> new StrategyChoice.Listed(null, models, null))
                        .toList());

        Report report = quickstart.run().report();

        Map<Set<String>, Double> scores = new HashMap<>();
        report.models().forEach(model -> scores.put(Set.of(model.name()), model.score()));
        report.evaluations().forEach(soup -> scores.put(Set.copyOf(soup.models()), soup.score()));
        assertThat(report.evaluations()).hasSize(3).allSatisfy(soup -> {
            for (int k = 0; k < soup.models().size(); k++) {
                Set<String> others = new HashSet<>(soup.models());
                others.remove(soup.models().get(k));
                assertThat(soup.scoresWithout().get(k)).isEqualTo(scores.get(others));
            }
        });
        assertThat(report.evaluations())
                .filteredOn(soup -> soup.models().size() == 3)
                .singleElement()
                .satisfies(soup -> assertThat(soup.scoresWithout())
                        .filteredOn(Objects::isNull)
                        .hasSize(1));
    }

    /** Whether it is read first or last. */
    @ParameterizedTest
    @ValueSource(strings = {"a-copy", "z-copy"})
    void aCopyOfAModelChangesNothing(String name) {
        Report expected = small("without").run().report();
        Quickstart quickstart = small("with");
        Selection.Model second = quickstart.models.get(1);
        quickstart.models = Stream.concat(
                        quickstart.models.stream(),
                        Stream.of(new Selection.Model(name, second.uri(), second.digest(), second.stateDictKey())))
                .toList();

        Report report = quickstart.run().report();

        String kept = name.compareTo(second.name()) < 0 ? name : second.name();
        UnaryOperator<List<String>> renamed = names -> names.stream()
                .map(each -> each.equals(second.name()) ? kept : each)
                .toList();
        assertThat(report.notes()).anyMatch(note -> note.endsWith("hold the same weights; they count once"));
        assertThat(report.choice().models())
                .isEqualTo(renamed.apply(expected.choice().models()));
        assertThat(report.choice().weights()).isEqualTo(expected.choice().weights());
        assertThat(report.choice().score()).isEqualTo(expected.choice().score());
        assertThat(report.choice().interval()).isEqualTo(expected.choice().interval());
        assertThat(report.evaluations())
                .extracting(soup -> tuple(soup.models(), soup.weights(), soup.score(), soup.estimate()))
                .containsExactlyElementsOf(expected.evaluations().stream()
                        .map(soup -> tuple(renamed.apply(soup.models()), soup.weights(), soup.score(), soup.estimate()))
                        .toList());
    }

    @Test
    void withoutABudgetTheBestSingleModelIsTheResult() {
        Quickstart quickstart = small();
        quickstart.budget = 0;

        Report report = quickstart.run().report();

        assertThat(report.evaluations()).isEmpty();
        assertThat(report.candidates()).isNotEmpty();
        assertThat(report.choice().reason()).isEqualTo("BestSingleKept");
        assertThat(report.choice().models())
                .containsExactly(report.models().get(0).name());
    }

    @ParameterizedTest
    @MethodSource("dev.radin.soup.Metrics#all")
    void everyMetricChoosesByItself(Metric metric) {
        Quickstart quickstart = small();
        quickstart.metric = metric;
        quickstart.choice = ChoiceRule.HighestScore;

        Report report = quickstart.run().report();

        double best = metric.utility(report.models().get(0).score());
        assertThat(report.models()).allMatch(m -> metric.utility(m.score()) <= best);
        assertThat(metric.utility(report.choice().score())).isGreaterThanOrEqualTo(best);
    }

    @Test
    void scoreOfSeveralDatasetsIsTheirWeightedMean() {
        Quickstart quickstart = small();
        quickstart.validation = List.of(
                Quickstart.dataset("val", Quickstart.FOLDER.resolve("val.safetensors")),
                new Selection.Dataset("other", Quickstart.uri(Quickstart.FOLDER.resolve("test.safetensors")), null, 3));

        Quickstart.Run run = quickstart.run();

        assertThat(run.passesMade()).isEqualTo(2 * (4 + 3));
        for (Report.Evaluation evaluation : run.report().evaluations()) {
            double mean = (evaluation.datasets().get(0).score()
                            + 3 * evaluation.datasets().get(1).score())
                    / 4;
            assertThat(evaluation.score()).isCloseTo(mean, within(1e-12));
        }
    }

    @Test
    void testDataNeverChangesTheChoice() {
        Quickstart without = small();
        Report expected = without.run().report();
        Quickstart with = small();
        with.test = List.of(Quickstart.dataset("test", Quickstart.FOLDER.resolve("test.safetensors")));

        Report report = with.run().report();

        assertThat(report.choice().models()).isEqualTo(expected.choice().models());
        assertThat(report.evaluations()).isEqualTo(expected.evaluations());
        assertThat(report.test()).extracting(ReportedTest::what).containsExactly("chosen", "best single", "uniform");
    }

    private Quickstart small() {
        Quickstart quickstart = new Quickstart(output);
        quickstart.models = quickstart.models.subList(3, 7);
        return quickstart;
    }
}
