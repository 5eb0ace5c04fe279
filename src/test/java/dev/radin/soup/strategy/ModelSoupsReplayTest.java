package dev.radin.soup.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.radin.soup.Choice;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Reference;
import dev.radin.soup.Single;
import dev.radin.soup.estimate.Estimator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The 72 CLIP models of Model Soups and a full replay of its greedy recipe, as published
 * (src/test/resources/reference/README-model-soups.md, checks A to D). Scores are compared as counts of 26,000.
 */
class ModelSoupsReplayTest {

    private static final int EXAMPLES = 26_000;
    private static final int BUDGET = 1000;

    /** Best first, which is also how they are numbered here: ties are then in the published order. */
    private final List<Map<String, String>> models = Reference.table("model_soups_72.csv").stream()
            .sorted(Comparator.comparing(row -> Integer.parseInt(row.get("greedy_order"))))
            .toList();

    private final Map<Mixture, Integer> truth = trials();
    private final List<Single> singles = models.stream()
            .map(row -> new Single(count(row, "val_correct_of_26000") / (double) EXAMPLES, 0))
            .toList();

    @Test
    void greedyMakesThePublishedTrialsAndAcceptsThePublishedModels() {
        List<Evaluated> evaluated = run(BUDGET, List.of());

        assertThat(evaluated).hasSize(71);
        assertThat(accepted(evaluated)).containsExactly(1, 10, 16, 17);
        assertThat(best(evaluated)).isEqualTo(21_834);
    }

    @ParameterizedTest
    @CsvSource({"9, 2, 21743", "10, 3, 21743", "15, 3, 21743", "16, 4, 21743", "17, 5, 21834"})
    void withABudgetTheAnswerIsThatOfTheTrialsMadeSoFar(int budget, int size, int atLeast) {
        List<Evaluated> evaluated = run(budget, List.of());

        Evaluated chosen = Choice.among(singles, evaluated).chosen();
        assertThat(evaluated).hasSize(budget);
        assertThat(chosen.mixture().size()).isEqualTo(size);
        assertThat(correct(chosen)).isGreaterThanOrEqualTo(atLeast);
    }

    @Test
    void stoppedAndResumedItRepeatsNoTrialAndEndsTheSame() {
        List<Evaluated> whole = run(BUDGET, List.of());

        List<Evaluated> resumed = run(BUDGET, run(16, List.of()));

        assertThat(resumed).isEqualTo(whole);
    }

    @Test
    void anEstimateAboveTheTruthNeverMakesTheUniformSoupTheResult() {
        Map<String, Map<String, String>> soups = new HashMap<>();
        Reference.table("model_soups_soups.csv").forEach(row -> soups.put(row.get("recipe"), row));
        double uniform = Double.parseDouble(soups.get("uniform_soup").get("val_acc"));
        double estimate = Double.parseDouble(soups.get("logit_average").get("val_acc"));
        Mixture all = Mixture.uniform(IntStream.range(0, 72).toArray());

        Choice choice = Choice.among(singles, List.of(new Evaluated(all, uniform, 0)));

        assertThat(estimate).isGreaterThan(singles.get(0).utility()).isGreaterThan(uniform);
        assertThat(choice.singleKept()).isTrue();
        assertThat(models.get(choice.chosen().mixture().member(0)).get("model")).isEqualTo("model_43");
        assertThat(correct(choice.chosen())).isEqualTo(21_593);
    }

    private List<Evaluated> run(int budget, List<Evaluated> known) {
        List<Evaluated> evaluated = new ArrayList<>(known);
        while (evaluated.size() < budget) {
            Proposals proposals = Strategy.greedy()
                    .propose(
                            new SearchState(
                                    Metric.ACCURACY,
                                    singles,
                                    Optional.empty(),
                                    noEstimates(),
                                    evaluated,
                                    null,
                                    null,
                                    new Findings()),
                            budget - evaluated.size());
            if (proposals.next().isEmpty()) {
                break;
            }
            for (Candidate candidate : proposals.next()) {
                Mixture mixture = candidate.mixture();
                evaluated.add(new Evaluated(mixture, truth.get(mixture) / (double) EXAMPLES, 0));
            }
        }
        return evaluated;
    }

    private static List<Integer> accepted(List<Evaluated> evaluated) {
        List<Integer> steps = new ArrayList<>();
        for (int step = 1; step < evaluated.size(); step++) {
            // An accepted trial is the start of the next one.
            Mixture trial = evaluated.get(step - 1).mixture();
            if (evaluated.get(step).mixture().size() == trial.size() + 1) {
                steps.add(step);
            }
        }
        return steps;
    }

    private static long best(List<Evaluated> evaluated) {
        return evaluated.stream().mapToLong(ModelSoupsReplayTest::correct).max().orElseThrow();
    }

    private static long correct(Evaluated evaluated) {
        return Math.round(evaluated.utility() * EXAMPLES);
    }

    /** The true score of every trial soup of the replay, by its members. */
    private Map<Mixture, Integer> trials() {
        Map<String, Integer> numbers = new HashMap<>();
        models.forEach(row -> numbers.put(row.get("model"), numbers.size()));
        Map<Mixture, Integer> trials = new HashMap<>();
        List<Integer> soup = new ArrayList<>();
        for (Map<String, String> row : Reference.table("model_soups_greedy_replay.csv")) {
            int model = numbers.get(row.get("model"));
            List<Integer> trial = new ArrayList<>(soup);
            trial.add(model);
            trials.put(
                    Mixture.uniform(trial.stream().mapToInt(Integer::intValue).toArray()),
                    count(row, "trial_val_correct_of_26000"));
            if (soup.isEmpty() || row.get("accepted").equals("1")) {
                soup.add(model);
            }
        }
        return trials;
    }

    private static int count(Map<String, String> row, String column) {
        return Integer.parseInt(row.get(column));
    }

    private static Estimator noEstimates() {
        return new Estimator() {
            @Override
            public double[] estimate(List<Mixture> mixtures) {
                return new double[mixtures.size()];
            }

            @Override
            public int affordable() {
                return 1;
            }
        };
    }
}
