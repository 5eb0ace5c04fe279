package dev.radin.protocol;

import dev.radin.soup.ChoiceRule;
import dev.radin.soup.Metric;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is asked for, in the form that planner and workers exchange: the resource's spec with every default filled in and
 * every URI absolute, without the section on how Kubernetes runs it. What is taken where nothing is said is in {@link Defaults}.
 *
 * @param architecture null where {@code evaluator} makes the passes; one of the two is given
 * @param models those that are listed; may be empty when {@code modelsFrom} is not
 * @param modelsFrom folders whose models are added; may be empty
 * @param base what all models started from, which is mixed with them and never chosen alone, and which adapters are added to;
 *     null for none
 * @param test datasets that never influence the choice; may be empty
 * @param calibration inputs that BatchNorm's statistics are measured on anew, for every soup; null for none
 * @param budget the most distinct soups that are truly evaluated
 * @param choice null for that of the strategy, see {@link #choiceRule}
 * @param seed of everything random
 * @param evaluator a program that makes the passes; null for a network in this process
 * @param outputDType of floating weights; null to keep the models' own
 * @param soupForm what soups of adapters are made as; null for the usual
 * @param outputUri ends without a slash, as does {@code cacheUri}
 */
public record Selection(
        String namespace,
        String name,
        Input architecture,
        List<Model> models,
        List<ModelsFrom> modelsFrom,
        Base base,
        List<Dataset> validation,
        List<Dataset> test,
        Calibration calibration,
        Metric metric,
        int budget,
        StrategyChoice strategy,
        ChoiceRule choice,
        long seed,
        UnusableModelPolicy unusableModelPolicy,
        Inference inference,
        Evaluator evaluator,
        FloatDType outputDType,
        SoupForm soupForm,
        String outputUri,
        String cacheUri) {

    /** Listed and found in folders together. */
    public static final int MOST_MODELS = 256;

    /** Refuses a file that is no whole selection, before a stage stumbles over what it lacks. */
    public Selection {
        for (Object field : new Object[] {
            namespace,
            name,
            models,
            modelsFrom,
            validation,
            test,
            metric,
            strategy,
            unusableModelPolicy,
            inference,
            outputUri,
            cacheUri
        }) {
            Objects.requireNonNull(field);
        }
        if ((architecture == null) == (evaluator == null)) {
            throw new NullPointerException("neither or both of architecture and evaluator");
        }
        Whole.entries(models, "a model");
        Whole.entries(modelsFrom, "a folder of models");
        Whole.entries(validation, "a validation dataset");
        Whole.entries(test, "a test dataset");
    }

    /** The most soups that are evaluated, those of compared strategies included. */
    public int evaluations() {
        return budget * (1 + strategy.compared().size());
    }

    /**
     * The most mixtures that are run over each test dataset: the chosen one, the best single model, the uniform soup, and a pick
     * of each compared strategy.
     */
    public int tested() {
        return test.isEmpty() ? 0 : 3 + strategy.compared().size();
    }

    /** Whether soups of adapters are adapters again. */
    public boolean keepsAdapters() {
        return soupForm == null || soupForm.type() != SoupForm.Type.Merged;
    }

    /** The most rank of a soup that is an adapter; null for any. */
    public Integer mostRank() {
        return soupForm == null ? null : soupForm.rank();
    }

    /** Whether a stage runs the network: publish does so when there are datasets to test on. */
    public boolean runsNetwork(Stage stage) {
        return stage.makesPasses() || stage == Stage.publish && !test.isEmpty();
    }

    /**
     * A hash of what is asked for: the same wherever its results go, and whatever the order in which models are listed. What
     * stages write for one another has it, so that none goes on from what was made for another selection.
     */
    public AskedHash asked() {
        Selection asked = new Selection(
                "",
                "",
                architecture,
                models.stream().sorted(Comparator.comparing(Model::name)).toList(),
                modelsFrom,
                base,
                validation,
                test,
                calibration,
                metric,
                budget,
                strategy,
                choice,
                seed,
                unusableModelPolicy,
                inference,
                evaluator,
                outputDType,
                soupForm,
                "",
                "");
        return AskedHash.of(form -> form.digest(asked));
    }

    /**
     * That which is asked for. Strategies of papers choose as these do; scores alone have no NLL, and an NLL that is the score
     * needs no other beside it.
     */
    public ChoiceRule choiceRule() {
        return Objects.requireNonNullElse(choice, usualChoice());
    }

    private ChoiceRule usualChoice() {
        if (strategy.type != StrategyChoice.Type.Auto || metric.type() == Metric.Type.NegativeLogLikelihood) {
            return ChoiceRule.HighestScore;
        }
        return metric.isOfLogits() ? ChoiceRule.Calibrated : ChoiceRule.ExpectedScore;
    }

    /** @param digest {@code sha256:<hex>}, or null when any content will do */
    public record Input(String uri, String digest) {}

    /** @param stateDictKey which of several weights in its file; null for the usual ones */
    public record Model(String name, String uri, String digest, String stateDictKey) {}

    /**
     * Every checkpoint directly in a folder whose file name matches a glob, named after the file.
     *
     * @param name unique, of the entry and not of a model
     * @param include globs of which one must match; everything matches when empty
     * @param stateDictKey of each; null for the usual ones
     */
    public record ModelsFrom(String name, String uri, List<String> include, String stateDictKey) {

        public ModelsFrom {
            Whole.entries(include, "a glob");
        }
    }

    /** @param weight in the weighted mean of the validation scores; not used for test datasets */
    public record Dataset(String name, String uri, String digest, double weight) {

        public Dataset {
            Whole.finite(weight, "the weight of a dataset");
        }
    }

    /** @param stateDictKey as of a {@link Model} */
    public record Base(String uri, String digest, String stateDictKey) {}

    /** Unlabelled, so without a weight. */
    public record Calibration(String name, String uri, String digest) {}

    /**
     * @param draws random subsets that {@code Radin} draws
     * @param memberBonus added to {@code Radin}'s estimate for each member, in units of the metric
     * @param mixtures what {@code Listed} evaluates, in order; empty otherwise
     * @param compare strategies whose soups are evaluated too, for the report alone; null for none
     */
    public record StrategyChoice(Type type, int draws, double memberBonus, List<Listed> mixtures, List<Type> compare) {

        private static final Set<Type> COMPARABLE = Set.of(Type.Greedy, Type.Radin);

        public StrategyChoice {
            Whole.present(type, "the strategy");
            Whole.finite(memberBonus, "the bonus of a member");
            Whole.entries(mixtures, "a mixture");
            if (compare != null && !COMPARABLE.containsAll(compare)) {
                throw new IllegalArgumentException("only " + COMPARABLE + " are compared");
            }
        }

        public StrategyChoice(Type type, int draws, double memberBonus, List<Listed> mixtures) {
            this(type, draws, memberBonus, mixtures, null);
        }

        /** Those that are compared, less the strategy itself. */
        public Set<Type> compared() {
            return compare == null
                    ? Set.of()
                    : compare.stream().filter(other -> other != type).collect(Collectors.toSet());
        }

        /** @param strategy its name */
        public boolean compares(String strategy) {
            return compared().stream().anyMatch(other -> other.name().equals(strategy));
        }

        public enum Type {
            Auto,
            Search,
            Radin,
            Greedy,
            Listed
        }

        /**
         * @param name what messages call it
         * @param weights one a model, or null for equal weights
         */
        public record Listed(String name, List<String> models, List<Double> weights) {

            public Listed {
                Whole.entries(models, "a member");
                if (weights != null) {
                    Whole.entries(weights, "a weight");
                    weights.forEach(weight -> Whole.finite(weight, "the weight of a member"));
                    if (weights.size() != models.size()) {
                        throw new IllegalArgumentException("the weights are not those of the members");
                    }
                }
            }
        }
    }

    /** The dtypes that weights may be asked for in, as tensor files call them. */
    public enum FloatDType {
        F64,
        F32,
        F16,
        BF16
    }

    /**
     * What a soup of adapters is made as, to be scored and to be published.
     *
     * @param type null for an adapter
     * @param rank the most that a module of an adapter may have; null for all that their sum has
     */
    public record SoupForm(Type type, Integer rank) {

        /** What a soup of adapters can be. */
        public enum Type {
            /** An adapter again. */
            Adapter,
            /** The base with the mean of the updates in it. */
            Merged
        }
    }

    public enum UnusableModelPolicy {
        Exclude,
        Fail
    }

    /**
     * Which part of what the network returns the logits are is said by a key, an index or neither, never by both.
     *
     * @param batchSize examples a forward pass; 0 chooses by the size of an example
     * @param outputKey of a dict; null for the obvious one
     * @param outputIndex of a tuple; null for the first
     */
    public record Inference(int batchSize, String outputKey, Integer outputIndex) {}
}
