package dev.radin.api.v1alpha1;

import dev.radin.protocol.Selection.StrategyChoice.Type;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of {@code spec.strategy}: fields of one type only, and the mixtures of {@code Listed}. */
final class StrategyRules {

    private final StrategySpec strategy;
    /** Null when the models are not known before the run. */
    private final Set<String> models;

    private final List<Problem> problems;

    StrategyRules(SoupSelectionSpec spec, List<Problem> problems) {
        this.strategy = spec.strategy;
        this.models = spec.models == null
                ? null
                : spec.models.stream()
                        .flatMap(m -> m == null ? Stream.empty() : Stream.ofNullable(m.name))
                        .collect(Collectors.toSet());
        this.problems = problems;
    }

    void check() {
        boolean listed = strategy.type == Type.Listed;
        if (listed && strategy.include == null) {
            problem("spec.strategy.include", FieldPatterns.INCLUDE_MISSING);
        }
        if (!listed && strategy.include != null) {
            problem("spec.strategy.include", FieldPatterns.INCLUDE_UNUSED + strategy.type);
        }
        if (strategy.type != Type.Radin && strategy.candidates != null) {
            problem("spec.strategy.candidates", FieldPatterns.RADIN_UNUSED + strategy.type);
        }
        if (strategy.type != Type.Radin && strategy.prior != null) {
            problem("spec.strategy.prior", FieldPatterns.RADIN_UNUSED + strategy.type);
        }
        Decimals.isDecimal("spec.strategy.prior", strategy.prior, problems);
        if (listed) {
            SpecValidator.each("spec.strategy.include", strategy.include, this::mixture);
        }
    }

    private void mixture(String path, ListedMixture mixture) {
        if (mixture.models == null) {
            return;
        }
        if (mixture.models.stream().distinct().count() < 2) {
            problem(path + ".models", FieldPatterns.TWO_MODELS);
            return;
        }
        if (models != null) {
            SpecValidator.each(path + ".models", mixture.models, this::known);
        }
        if (mixture.weights != null) {
            weights(path + ".weights", mixture);
        }
    }

    private void known(String path, String name) {
        if (!models.contains(name)) {
            problem(
                    path,
                    "\"" + name + "\" is not among spec.models"
                            + (problems.size() < ResourceReader.MOST_PROBLEMS
                                            ? Suggestion.to(name, models)
                                            : Optional.<String>empty())
                                    .map(k -> "; did you mean " + k + "?")
                                    .orElse(""));
        }
    }

    private void weights(String path, ListedMixture mixture) {
        if (mixture.weights.size() != mixture.models.size()) {
            problem(path, FieldPatterns.WEIGHT_COUNT);
        }
        if (!mixture.weights.stream().allMatch(w -> w != null && w.matches(FieldPatterns.WEIGHT))) {
            problem(path, FieldPatterns.WEIGHTS_SAY);
        }
        if (mixture.weights.stream().allMatch(w -> w != null && w.matches(FieldPatterns.ZERO))) {
            problem(path, FieldPatterns.ALL_ZERO);
        }
    }

    private void problem(String path, String message) {
        problems.add(new Problem(path, message));
    }
}
