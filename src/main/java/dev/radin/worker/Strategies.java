package dev.radin.worker;

import dev.radin.protocol.Selection.StrategyChoice;
import dev.radin.soup.strategy.Strategy;

/** From the strategy a resource names to the one that runs. */
final class Strategies {

    private Strategies() {}

    static Strategy of(StrategyChoice choice, ModelPool roster) {
        return switch (choice.type()) {
            case Auto -> Strategy.auto(choice.seed());
            case Search -> Strategy.search(choice.seed());
            case Radin -> Strategy.radin(choice.candidates(), choice.prior(), choice.seed());
            case Greedy -> Strategy.greedy();
            case Listed -> Strategy.listed(choice.include().stream()
                    .map(listed -> roster.mixture(listed.models(), listed.weights()))
                    .toList());
        };
    }
}
