package dev.radin.api.v1alpha1;

import dev.radin.fault.Suggestion;
import dev.radin.protocol.Selection.StrategyChoice.Type;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rules of {@code spec.strategy}: what belongs to one type only, and mixtures of known models. */
final class StrategyRules {

    private final StrategySpec strategy;
    /** Null when the models are not known before the run. */
    private final Set<String> models;

    private final List<Problem> problems;

    StrategyRules(SoupSelectionSpec spec, List<Problem> problems) {
        this.strategy = spec.strategy == null ? new StrategySpec() : spec.strategy;
        this.models = spec.models == null || spec.modelsFrom != null
                ? null
                : spec.models.stream()
                        .flatMap(m -> m == null ? Stream.empty() : Stream.ofNullable(m.name))
                        .collect(Collectors.toSet());
        this.problems = problems;
    }

    void check() {
        Type type = strategy.type == null ? Type.Auto : strategy.type;
        if (type == Type.Listed && strategy.listed == null) {
            problem("spec.strategy.listed", FieldPatterns.LISTED_MISSING);
        }
        if (type != Type.Listed && strategy.listed != null) {
            problem("spec.strategy.listed", FieldPatterns.LISTED_UNUSED + type);
        }
        if (type != Type.Radin && strategy.radin != null) {
            problem("spec.strategy.radin", FieldPatterns.RADIN_UNUSED + type);
        }
        if (strategy.radin != null) {
            Decimals.isDecimal("spec.strategy.radin.memberBonus", strategy.radin.memberBonus, problems);
        }
        if (strategy.listed != null && strategy.listed.mixtures != null) {
            if (members(strategy.listed.mixtures) > FieldPatterns.MOST_MEMBERS) {
                problem("spec.strategy.listed.mixtures", FieldPatterns.MANY_MEMBERS);
            }
            SpecValidator.each("spec.strategy.listed.mixtures", strategy.listed.mixtures, this::mixture);
        }
    }

    private static int members(List<MixtureSpec> mixtures) {
        return mixtures.stream()
                .mapToInt(mixture -> mixture == null || mixture.members == null ? 0 : mixture.members.size())
                .sum();
    }

    private void mixture(String path, MixtureSpec mixture) {
        SpecValidator.named(path + ".name", mixture.name, problems);
        if (mixture.members == null) {
            return;
        }
        SpecValidator.each(path + ".members", mixture.members, this::member);
        if (mixture.members.stream().filter(StrategyRules::counts).count() < 2) {
            problem(path + ".members", FieldPatterns.TWO_MEMBERS);
        }
    }

    private static boolean counts(MemberSpec member) {
        return member != null && (member.weight == null || !member.weight.matches(FieldPatterns.ZERO));
    }

    private void member(String path, MemberSpec member) {
        if (member.weight != null && !member.weight.matches(FieldPatterns.WEIGHT)) {
            problem(path + ".weight", "\"" + member.weight + "\" " + FieldPatterns.WEIGHT_SAYS);
        }
        if (models != null && member.model != null) {
            known(path + ".model", member.model);
        }
    }

    private void known(String path, String name) {
        if (!models.contains(name)) {
            problem(
                    path,
                    "\"" + name + "\" is not among spec.models"
                            + (problems.size() < ResourceReader.MOST_PROBLEMS
                                    ? Suggestion.didYouMean(name, models)
                                    : ""));
        }
    }

    private void problem(String path, String message) {
        problems.add(new Problem(path, message));
    }
}
