package dev.radin.bench;

import dev.radin.protocol.Selection.StrategyChoice.Type;
import dev.radin.soup.ChoiceRule;
import java.util.List;

/**
 * A strategy with a rule of choice.
 *
 * @param rule null for the strategy's own
 * @param base whether the pretrained start is mixed in
 * @param refits whether mixtures are learnt again from what evaluations showed
 */
record ChooseMethod(String name, Type strategy, ChoiceRule rule, boolean base, boolean refits) {

    private static final List<ChooseMethod> ALL = List.of(
            new ChooseMethod("Auto", Type.Auto, null, false, true),
            new ChooseMethod("Auto with base", Type.Auto, null, true, true),
            new ChooseMethod("Auto without refits", Type.Auto, null, false, false),
            new ChooseMethod("Auto, HighestScore", Type.Auto, ChoiceRule.HighestScore, false, true),
            new ChooseMethod("Search, Calibrated", Type.Search, ChoiceRule.Calibrated, false, true),
            new ChooseMethod("Search", Type.Search, null, false, true),
            new ChooseMethod("Greedy", Type.Greedy, null, false, true),
            new ChooseMethod("Radin", Type.Radin, null, false, true));

    static ChooseMethod named(String name) {
        return ALL.stream()
                .filter(method -> method.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no method is called " + name));
    }

    /** Soups that are given, chosen among as this strategy would. */
    ChooseMethod listed() {
        return new ChooseMethod(name, Type.Listed, ChoiceRule.Calibrated, base, refits);
    }
}
