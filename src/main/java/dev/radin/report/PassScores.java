package dev.radin.report;

import dev.radin.cache.PassTable;
import dev.radin.cache.StoredPass;
import dev.radin.cache.Workspace;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.Inspection;
import dev.radin.protocol.PassKey;
import dev.radin.protocol.ReportedTest;
import dev.radin.soup.CalibrationCurve;
import dev.radin.soup.Evaluated;
import dev.radin.soup.Labels;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Outcomes;
import dev.radin.soup.Score;
import dev.radin.soup.Scorer;
import dev.radin.soup.Single;
import dev.radin.soup.Threads;
import dev.radin.soup.WeightedMean;
import dev.radin.soup.estimate.ValidationSet;
import dev.radin.soup.statistics.Comparison;
import dev.radin.soup.statistics.Contest;
import dev.radin.weights.ModelPool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What passes in the cache are worth, over some of a selection's datasets. Of each pass only the score is kept: what it says
 * of every example is some bytes an example, of hundreds of passes.
 */
public final class PassScores {

    /** @param scores one a dataset; empty where the network gave no finite logits */
    public record Scored(Mixture mixture, List<Optional<Score>> scores, double utility, double negativeLogLikelihood) {

        public Evaluated evaluated() {
            return new Evaluated(mixture, utility, negativeLogLikelihood);
        }

        /** Of a model on its own. */
        public Single single() {
            return new Single(utility, negativeLogLikelihood);
        }

        /** Null where there are no logits. */
        public Double lossOf(Metric metric) {
            return metric.isOfLogits() ? (Double) negativeLogLikelihood : null;
        }
    }

    private final Workspace workspace;
    private final Inspection inspection;
    private final ModelPool pool;
    private final List<Inspection.Dataset> datasets;
    private final Threads threads;
    private final Map<String, Labels> labels = new HashMap<>();
    /** Of scores: how many the first pass over each dataset had. */
    private final Map<String, Integer> examples = new ConcurrentHashMap<>();

    private final Map<Mixture, Scored> known = new HashMap<>();

    public PassScores(Workspace workspace, Inspection inspection, ModelPool pool, List<Inspection.Dataset> datasets) {
        this.workspace = workspace;
        this.inspection = inspection;
        this.pool = pool;
        this.datasets = datasets;
        this.threads = Threads.of(workspace.settings().threads());
    }

    public Scored of(Mixture mixture) {
        return known.computeIfAbsent(mixture, m -> score(m, keys(m)));
    }

    /** Each after the other, as scores of soups are few; their passes are read together. */
    public List<Scored> of(List<Mixture> mixtures) {
        fetch(mixtures.stream().filter(mixture -> !known.containsKey(mixture)).toList());
        return mixtures.stream().map(this::of).toList();
    }

    private void fetch(List<Mixture> mixtures) {
        workspace
                .passes()
                .fetch(mixtures.stream()
                        .flatMap(mixture -> keys(mixture).stream())
                        .toList());
    }

    /** Several at a time, as each reads a pass and goes over all its logits. */
    public List<Scored> singles() {
        List<Mixture> singles = IntStream.range(0, pool.members().size())
                .mapToObj(Mixture::single)
                .toList();
        fetch(singles);
        List<Scored> scored =
                each(singles, (single, keys) -> known.containsKey(single) ? known.get(single) : score(single, keys));
        scored.forEach(single -> known.put(single.mixture(), single));
        return scored;
    }

    /** One a dataset; may have to read digests, which is for one thread. */
    private List<PassKey> keys(Mixture mixture) {
        return datasets.stream().map(dataset -> key(mixture, dataset)).toList();
    }

    private Scored score(Mixture mixture, List<PassKey> keys) {
        List<Optional<Score>> scores = new ArrayList<>();
        for (int d = 0; d < keys.size(); d++) {
            scores.add(outcomes(mixture, datasets.get(d), keys.get(d)).map(Outcomes::score));
        }
        double[] utilities = each(scores, Score::utility);
        double[] losses = each(scores, Score::negativeLogLikelihood);
        return new Scored(mixture, scores, WeightedMean.of(utilities, weights()), WeightedMean.of(losses, weights()));
    }

    private static double[] each(List<Optional<Score>> scores, ToDoubleFunction<Score> value) {
        return scores.stream()
                .mapToDouble(score -> score.isPresent() ? value.applyAsDouble(score.get()) : Double.NaN)
                .toArray();
    }

    private Optional<Outcomes> outcomes(Mixture mixture, Inspection.Dataset dataset, PassKey key) {
        if (workspace.passes().fault(key).isPresent()) {
            return Optional.empty();
        }
        if (!areOfLogits()) {
            return Optional.of(ofScores(workspace.passes().scores(key, what(mixture, dataset)), dataset));
        }
        try (PassTable table = open(mixture, dataset, key)) {
            table.passes().get(0).verify();
            return Optional.of(Scorer.score(
                    table, 0, labels(dataset), workspace.selection().metric()));
        }
    }

    private boolean areOfLogits() {
        return workspace.selection().metric().isOfLogits();
    }

    private Outcomes ofScores(float[] scores, Inspection.Dataset dataset) {
        int first = Objects.requireNonNullElse(examples.putIfAbsent(dataset.name(), scores.length), scores.length);
        if (first != scores.length) {
            throw new RadinException(
                    Reason.InvalidInput,
                    "the passes over " + dataset.name() + " have scores of " + first + " and of " + scores.length
                            + " examples; change spec.evaluator.container.version to have them made anew");
        }
        return Outcomes.ofScores(scores);
    }

    private PassTable open(Mixture mixture, Inspection.Dataset dataset, PassKey key) {
        return new PassTable(List.of(workspace.passes().open(key, what(mixture, dataset))));
    }

    private String what(Mixture mixture, Inspection.Dataset dataset) {
        return ModelPool.title(pool.names(mixture)) + " on " + dataset.name();
    }

    /** All single models, and the base after them, over each dataset, for estimates; the caller closes the tables. */
    public List<ValidationSet> validationSets() {
        return validationSets(IntStream.range(0, pool.everyone().size())
                .mapToObj(Mixture::single)
                .toList());
    }

    /** Some models and soups over each dataset; the caller closes the tables. */
    public List<ValidationSet> validationSets(List<Mixture> mixtures) {
        List<ValidationSet> sets = new ArrayList<>();
        try {
            datasets.forEach(dataset -> sets.add(validationSet(dataset, mixtures)));
            return sets;
        } catch (RuntimeException | Error e) {
            sets.forEach(ValidationSet::close);
            throw e;
        }
    }

    private ValidationSet validationSet(Inspection.Dataset dataset, List<Mixture> mixtures) {
        List<StoredPass> passes = new ArrayList<>();
        try {
            for (Mixture mixture : mixtures) {
                passes.add(workspace.passes().open(key(mixture, dataset), ModelPool.title(pool.names(mixture))));
            }
            return new ValidationSet(dataset.input().uri(), new PassTable(passes), labels(dataset), dataset.weight());
        } catch (RuntimeException | Error e) {
            passes.forEach(StoredPass::close);
            throw e;
        }
    }

    private PassKey key(Mixture mixture, Inspection.Dataset dataset) {
        return workspace.passes().key(pool.byDigest(mixture), inspection, dataset);
    }

    /** @param score of the best single model */
    Optional<String> guessNote(double score) {
        List<Labels> known = areOfLogits() ? datasets.stream().map(this::labels).toList() : List.of();
        return GuessNote.of(workspace.selection().metric(), score, known, weights());
    }

    private Labels labels(Inspection.Dataset dataset) {
        return labels.computeIfAbsent(dataset.name(), name -> workspace.labels().of(dataset));
    }

    public List<DatasetScore> byDataset(Scored scored) {
        List<DatasetScore> scores = new ArrayList<>();
        for (int d = 0; d < datasets.size(); d++) {
            Inspection.Dataset dataset = datasets.get(d);
            scores.add(scored.scores()
                    .get(d)
                    .map(score -> new DatasetScore(dataset.name(), score.value(), correct(score), score.examples()))
                    .orElseGet(() -> new DatasetScore(dataset.name(), Double.NaN, null, dataset.examples())));
        }
        return scores;
    }

    private static Long correct(Score score) {
        return score.correct() < 0 ? null : score.correct();
    }

    /**
     * The soups and the single model on the same examples, over all datasets. Reads their passes again. All have finite
     * logits on every dataset.
     */
    public Contest contest(List<Mixture> soups, Mixture single) {
        List<Mixture> all = Stream.concat(soups.stream(), Stream.of(single)).toList();
        List<List<Outcomes>> outcomes = each(all, (mixture, keys) -> IntStream.range(0, keys.size())
                .mapToObj(d -> outcomes(mixture, datasets.get(d), keys.get(d)).orElseThrow())
                .toList());
        return new Contest(
                outcomes.subList(0, soups.size()),
                outcomes.get(soups.size()),
                weights(),
                workspace.selection().seed(),
                threads);
    }

    /** The mean NLL of a mixture's members on their own, weighted as they are mixed. */
    public double ownLoss(Mixture mixture) {
        return mixture.mean(member -> of(Mixture.single(member)).negativeLogLikelihood());
    }

    /** As {@link #calibratedLosses}, of one. */
    public double calibratedLoss(Mixture mixture) {
        return calibratedLosses(List.of(mixture))[0];
    }

    /** See {@link CalibrationCurve}; one temperature for all datasets. Reads the passes again. */
    public double[] calibratedLosses(List<Mixture> mixtures) {
        return calibratedLosses(mixtures, UnaryOperator.identity());
    }

    /** The same, of examples that count as in the metric: {@link Metric#forLikelihood}. */
    public double[] calibratedLossesForMetric(List<Mixture> mixtures) {
        return calibratedLosses(mixtures, workspace.selection().metric()::forLikelihood);
    }

    private double[] calibratedLosses(List<Mixture> mixtures, UnaryOperator<Labels> counted) {
        List<Double> losses = each(mixtures, (mixture, keys) -> {
            CalibrationCurve[] curves = new CalibrationCurve[keys.size()];
            for (int d = 0; d < curves.length; d++) {
                curves[d] = curve(mixture, datasets.get(d), keys.get(d), counted);
            }
            return CalibrationCurve.mean(curves, weights()).lowest();
        });
        return losses.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private CalibrationCurve curve(
            Mixture mixture, Inspection.Dataset dataset, PassKey key, UnaryOperator<Labels> counted) {
        try (PassTable table = open(mixture, dataset, key)) {
            return CalibrationCurve.of(table, 0, counted.apply(labels(dataset)));
        }
    }

    /** Several at a time, as each goes over all logits of a pass. Labels and digests are read before, by one thread. */
    private <T> List<T> each(List<Mixture> mixtures, BiFunction<Mixture, List<PassKey>, T> look) {
        if (areOfLogits()) {
            datasets.forEach(this::labels);
        }
        List<List<PassKey>> keys = mixtures.stream().map(this::keys).toList();
        return threads.map(mixtures.size(), i -> look.apply(mixtures.get(i), keys.get(i)));
    }

    private double[] weights() {
        return datasets.stream().mapToDouble(Inspection.Dataset::weight).toArray();
    }

    /** On each dataset by itself, but for those on which either gave no finite logits. Reads the passes of both again. */
    public List<ReportedTest.Gain> gains(Mixture soup, Mixture single) {
        List<ReportedTest.Gain> gains = new ArrayList<>();
        for (int d = 0; d < datasets.size(); d++) {
            if (of(soup).scores().get(d).isPresent()
                    && of(single).scores().get(d).isPresent()) {
                Comparison c = compare(soup, single, datasets.get(d));
                gains.add(new ReportedTest.Gain(
                        datasets.get(d).name(), c.gain(), List.of(c.lower(), c.upper()), c.pValue(), c.test()));
            }
        }
        return gains;
    }

    private Comparison compare(Mixture soup, Mixture single, Inspection.Dataset dataset) {
        Comparison.Pair pair = new Comparison.Pair(outcomes(soup, dataset), outcomes(single, dataset), 1);
        return Comparison.of(List.of(pair), workspace.selection().seed(), threads);
    }

    private Outcomes outcomes(Mixture mixture, Inspection.Dataset dataset) {
        return outcomes(mixture, dataset, key(mixture, dataset)).orElseThrow();
    }
}
