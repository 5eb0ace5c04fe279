package dev.radin.cli;

import dev.radin.fault.Counted;
import dev.radin.protocol.Json;
import dev.radin.soup.strategy.Candidate;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What {@code radin rank} prints.
 *
 * @param candidates best first
 * @param considered how many subsets were looked at, the shown ones among them
 */
record RankedSubsets(List<Subset> candidates, long considered, double elapsedSeconds) {

    /** @param correct how many of the examples the averaged logits get right */
    record Subset(List<String> models, long correct, int examples) {}

    static RankedSubsets of(
            List<Candidate> best, long considered, List<String> modelNames, int examples, double elapsedSeconds) {
        List<Subset> subsets = new ArrayList<>();
        for (Candidate candidate : best) {
            List<String> models = Arrays.stream(candidate.mixture().members())
                    .mapToObj(modelNames::get)
                    .toList();
            subsets.add(new Subset(models, Math.round(candidate.estimate() * examples), examples));
        }
        return new RankedSubsets(subsets, considered, elapsedSeconds);
    }

    String json() {
        return new String(Json.write(this), StandardCharsets.UTF_8);
    }

    String table() {
        StringBuilder text = new StringBuilder();
        text.append(String.format(Locale.ROOT, "%10s %10s %5s  %s%n", "CORRECT", "ACCURACY", "SIZE", "MODELS"));
        for (Subset subset : candidates) {
            text.append(String.format(
                    Locale.ROOT,
                    "%10d %10.6f %5d  %s%n",
                    subset.correct,
                    (double) subset.correct / subset.examples,
                    subset.models.size(),
                    String.join(" ", subset.models)));
        }
        text.append(String.format(
                Locale.ROOT,
                "%n%,d of %,d examples at best; %s looked at in %.1f s.%n",
                candidates.get(0).correct,
                candidates.get(0).examples,
                Counted.grouped(considered, "subset"),
                elapsedSeconds));
        return text.toString();
    }
}
