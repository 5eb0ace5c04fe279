package dev.radin.worker;

import dev.radin.protocol.Selection;
import dev.radin.soup.Mixture;
import dev.radin.soup.strategy.Baseline;
import dev.radin.soup.strategy.Candidate;
import dev.radin.soup.strategy.Proposed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is evaluated for strategies that are compared: the soups that they ask for next, as far as neither they nor the strategy
 * itself has had them run.
 *
 * @param more whether any of them goes on after these
 */
record Compared(List<Candidate> soups, boolean more) {

    /** @param run what was evaluated */
    static Compared of(Selection selection, Proposed proposed, Set<Mixture> run) {
        List<Baseline> asked = proposed.baselines().stream()
                .filter(baseline -> selection.strategy().compares(baseline.strategy()))
                .toList();
        Set<Mixture> own =
                proposed.proposals().next().stream().map(Candidate::mixture).collect(Collectors.toSet());
        Map<Mixture, Candidate> soups = new LinkedHashMap<>();
        for (Baseline baseline : asked) {
            baseline.soups().stream()
                    .filter(soup -> !run.contains(soup.mixture()) && !own.contains(soup.mixture()))
                    .forEach(soup -> soups.putIfAbsent(soup.mixture(), soup));
        }
        return new Compared(List.copyOf(soups.values()), asked.stream().anyMatch(Baseline::more));
    }
}
