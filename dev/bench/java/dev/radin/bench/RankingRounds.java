package dev.radin.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.radin.dataset.LabelsFile;
import dev.radin.dataset.LogitsFolder;
import dev.radin.location.Location;
import dev.radin.soup.Labels;
import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import dev.radin.soup.Threads;
import dev.radin.soup.estimate.Estimator;
import dev.radin.soup.estimate.ValidationSet;
import dev.radin.store.Store;
import dev.radin.store.Stores;
import dev.radin.tensor.Limits;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
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

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

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
        Store store = Stores.local();
        Location labels = Location.of(Path.of(arguments[1]).toAbsolutePath());
        try (LogitsFolder logits = LogitsFolder.open(
                        store, Limits.DEFAULT, Location.of(Path.of(arguments[0]).toAbsolutePath()), labels);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in))) {
            RankingRounds rounds = new RankingRounds(
                    logits,
                    LabelsFile.read(store.open(labels), Limits.DEFAULT),
                    Metric.valueOf(arguments[3]),
                    Files.readAllLines(Path.of(arguments[2])).stream()
                            .map(RankingRounds::mixture)
                            .toList());
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                long start = System.nanoTime();
                long cpu = PROCESS.getProcessCpuTime();
                rounds.step(line.split(" "));
                System.out.println(String.format(
                        Locale.ROOT,
                        "%.6f %.6f",
                        (System.nanoTime() - start) / 1e9,
                        (PROCESS.getProcessCpuTime() - cpu) / 1e9));
            }
        }
    }

    private static Mixture mixture(String line) {
        String[] members = line.split(",");
        int[] models = new int[members.length];
        double[] weights = new double[members.length];
        for (int k = 0; k < members.length; k++) {
            String[] member = members[k].split("=");
            models[k] = Integer.parseInt(member[0]);
            weights[k] = Double.parseDouble(member[1]);
        }
        return Mixture.of(models, weights);
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
