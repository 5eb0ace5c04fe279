package dev.radin.worker;

import dev.radin.fault.Printable;
import dev.radin.fault.RadinException;
import dev.radin.fault.Reason;
import dev.radin.fault.Suggestion;
import dev.radin.protocol.Selection;
import dev.radin.protocol.Selection.StrategyChoice.Listed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the mixtures of strategy Listed are made of models that there are; the resource alone cannot tell what folders hold. */
final class ListedModels {

    private static final int MOST_SHOWN = 10;

    private ListedModels() {}

    /** @throws RadinException {@code InvalidSpec}, one unknown model a line */
    static void requireKnown(List<Listed> mixtures, List<Selection.Model> models) {
        Set<String> known = models.stream().map(Selection.Model::name).collect(Collectors.toSet());
        Map<String, String> unknown = new LinkedHashMap<>();
        mixtures.forEach(mixture -> mixture.models().stream()
                .filter(model -> !known.contains(model))
                .forEach(model -> unknown.putIfAbsent(model, mixture.name())));
        if (!unknown.isEmpty()) {
            String more = unknown.size() > MOST_SHOWN ? "\nand " + (unknown.size() - MOST_SHOWN) + " more" : "";
            throw new RadinException(
                    Reason.InvalidSpec,
                    unknown.entrySet().stream()
                                    .limit(MOST_SHOWN)
                                    .map(e -> sentence(e.getValue(), e.getKey(), known))
                                    .collect(Collectors.joining("\n"))
                            + more);
        }
    }

    private static String sentence(String mixture, String model, Set<String> known) {
        return "spec.strategy.listed: mixture " + mixture + " holds \"" + Printable.of(model)
                + "\", which is neither among spec.models nor found by spec.modelsFrom"
                + Suggestion.didYouMean(model, known);
    }
}
