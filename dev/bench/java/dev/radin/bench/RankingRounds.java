package dev.radin.bench;

import dev.radin.dataset.LogitsFolder;
import dev.radin.soup.Labels;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import dev.radin.soup.Threads;
import dev.radin.soup.estimate.Estimator;
import dev.radin.soup.estimate.ValidationSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Ranks given mixtures on demand, so that a script can let this and PyTorch take turns. Each line of stdin is a step, and
 * each is answered by its wall and CPU seconds:
 *
 * <ul>
 *   <li>{@code table}: read all logits and keep what can decide
 *   <li>{@code count N}: estimate the first N mixtures
 *   <li>{@code write N FILE}: the same, and the metric's values into a file, one a line
 * </ul>
 */
public final class RankingRounds {

    private final LogitsFolder logits;
    private final Labels labels;
    private final Metric metric;
    private final List<Mixture> mixtures;
    private Estimator estimator;

    private RankingRounds(LogitsFolder logits, Labels labels, Metric metric, List<Mixture> mixtures) {
        this.logits = logits;
        this.labels = labels;
        this.metric = metric;
        this.mixtures = mixtures;
    }

    /** Logits folder, labels file, a file with one mixture a line as {@code model=weight,model=weight}, metric. */
    public static void main(String[] arguments) throws IOException {
        try (LogitsInput input = LogitsInput.open(arguments[0], arguments[1], arguments[2])) {
            TimedSteps.ofStdin(new RankingRounds(
                    input.logits(), input.labels(), Metric.valueOf(arguments[3]), input.mixtures())::step);
        }
    }

    private void step(String[] words) throws IOException {
        switch (words[0]) {
            case "table" -> estimator = Estimator.of(
                    metric,
                    List.of(new ValidationSet("val", logits, labels, 1)),
                    new Resources(1L << 30, Threads.of(0)));
            case "count" -> estimator.estimate(mixtures.subList(0, Integer.parseInt(words[1])));
            case "write" -> {
                double[] utilities = estimator.estimate(mixtures.subList(0, Integer.parseInt(words[1])));
                Files.writeString(
                        Path.of(words[2]),
                        Arrays.stream(utilities)
                                .mapToObj(u -> Double.toString(metric.utility(u)))
                                .collect(Collectors.joining("\n")));
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }
}
