package dev.radin.protocol;

import dev.radin.soup.Metric;
import dev.radin.soup.strategy.KeptOut;
import java.util.List;
import java.util.Map;

/**
 * report.json: all that a selection found out, for people to plot. Scores are values of the metric at full precision;
 * {@code models} inside candidates, evaluations and the choice are names.
 *
 * @param metric its name
 * @param models the usable ones, best single score first
 * @param candidates the best thousand by estimate
 * @param evaluations in the order in which they were proposed
 * @param test scores on data that had no part in the choice
 * @param inputs content digests of everything that was read
 * @param versions of what computed it
 * @param baselines none in reports of earlier versions
 * @param distances ‖w_i − w_j‖ over the parameters, estimated from a sample: of each model to those before it in {@code
 *     models}. Empty where there is one model, and in reports of earlier versions
 * @param selection what was asked for; null in reports of earlier versions
 */
public record Report(
        String name,
        String namespace,
        String metric,
        boolean higherIsBetter,
        String strategy,
        int budget,
        List<Model> models,
        List<ExcludedModel> excluded,
        List<Ranking.Candidate> candidates,
        List<Evaluation> evaluations,
        ReportedChoice choice,
        List<ReportedTest> test,
        Cost cost,
        Map<String, String> inputs,
        Map<String, String> versions,
        List<String> notes,
        List<Baseline> baselines,
        List<List<Float>> distances,
        Selection selection) {

    /**
     * Reports are read again, from wherever somebody keeps them: what lacks a part, or contradicts itself, is none.
     *
     * @throws IllegalArgumentException for such a one
     */
    public Report {
        Whole.text(name, Whole.NAME, "the name");
        Whole.present(metric, "the metric");
        Metric.valueOf(metric);
        Whole.text(strategy, Whole.STRATEGY, "the strategy");
        Whole.entries(models, "a model");
        Whole.distinct(Selection.MOST_MODELS, models, Model::name, "models");
        Whole.present(choice, "the choice");
        excluded = Whole.list(excluded, "an excluded model");
        candidates = Whole.list(candidates, "a candidate");
        evaluations = Whole.list(evaluations, "an evaluation");
        test = Whole.list(test, "test scores");
        cost = cost == null ? Cost.NONE : cost;
        inputs = inputs == null ? Map.of() : inputs;
        versions = versions == null ? Map.of() : versions;
        notes = Whole.list(notes, "a note");
        baselines = Whole.list(baselines, "a baseline");
        distances = Whole.list(distances, "a row of distances");
        requireRows(distances, models.size());
        ReportedTest.requireSides(test);
    }

    /** Of the evaluations, in their order; NaN where there are none. */
    public double[] estimates() {
        return evaluations.stream()
                .mapToDouble(e -> e.estimate() == null ? Double.NaN : e.estimate())
                .toArray();
    }

    /** Likewise. */
    public double[] scores() {
        return evaluations.stream().mapToDouble(Evaluation::score).toArray();
    }

    private static void requireRows(List<List<Float>> distances, int models) {
        for (int i = 0; i < distances.size(); i++) {
            Whole.entries(distances.get(i), "a distance");
            if (distances.size() != models || distances.get(i).size() != i) {
                throw new IllegalArgumentException("the distances are not those of " + models + " models");
            }
        }
    }

    /** @param negativeLogLikelihood as in {@link Ranking.Model}, and {@code suspect}, {@code basin} and {@code keptOut} */
    public record Model(
            String name,
            double score,
            Double negativeLogLikelihood,
            Double distance,
            boolean suspect,
            Integer basin,
            KeptOut keptOut,
            List<DatasetScore> datasets) {

        public Model {
            Whole.text(name, Whole.NAME, "a model's name");
            datasets = Whole.list(datasets, "a dataset's score");
        }
    }

    /**
     * @param name of the mixture, where strategy Listed was given it; otherwise null
     * @param estimate null where the evaluator gives no logits, as {@code negativeLogLikelihood}
     * @param score NaN when the soup gave no finite logits
     * @param calibratedNegativeLogLikelihood at the soup's own best temperature, of {@link dev.radin.soup.Metric#forLikelihood}; null
     *     where the choice did not look at it
     * @param estimatesWithout one a model: the estimate of the others, so what each adds; null where it is not known
     * @param scoresWithout one a model: the true score of the others, null where this selection did not run them; null where
     *     none is known
     */
    public record Evaluation(
            String name,
            List<String> models,
            List<Double> weights,
            Double estimate,
            double score,
            Double negativeLogLikelihood,
            int round,
            List<DatasetScore> datasets,
            Double calibratedNegativeLogLikelihood,
            List<Double> estimatesWithout,
            List<Double> scoresWithout) {

        public Evaluation {
            Whole.members(models, weights);
            datasets = Whole.list(datasets, "a dataset's score");
            if (estimatesWithout != null) {
                Whole.present(estimate, "the estimate of a soup");
                Whole.entries(estimatesWithout, "an estimate");
            }
            if (estimatesWithout != null && estimatesWithout.size() != models.size()
                    || scoresWithout != null && scoresWithout.size() != models.size()) {
                throw new IllegalArgumentException("there is not one estimate or score without each member");
            }
        }
    }

    /**
     * What a paper's recipe would have evaluated within the same budget, as far as it is known for no pass; or did, where that was
     * asked for.
     *
     * @param soups in its order; {@code score} is null where this selection did not evaluate it
     * @param compared true where the selection asked for it, so that all of its soups were evaluated; null otherwise
     * @param test what it would have chosen, by the highest score, and what that scores on the test data; null where it was not
     *     compared, or there are none
     */
    public record Baseline(String strategy, List<BaselineSoup> soups, Boolean compared, ReportedTest test) {

        public Baseline {
            Whole.text(strategy, Whole.STRATEGY, "a baseline's strategy");
            soups = Whole.list(soups, "a baseline's soup");
        }
    }

    public record BaselineSoup(List<String> models, List<Double> weights, Double estimate, Double score) {

        public BaselineSoup {
            Whole.members(models, weights);
        }
    }
}
