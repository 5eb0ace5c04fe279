package dev.radin.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.radin.dataset.LabelsFile;
import dev.radin.dataset.LogitsFolder;
import dev.radin.location.Location;
import dev.radin.soup.Labels;
import dev.radin.soup.Metric;
import dev.radin.soup.Resources;
import dev.radin.soup.Scorer;
import dev.radin.soup.Threads;
import dev.radin.soup.estimate.KeptClasses;
import dev.radin.soup.estimate.ValidationSet;
import dev.radin.soup.learn.MixtureFit;
import dev.radin.soup.learn.MixtureFit.Caution;
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
import java.util.stream.IntStream;

/**
 * Learns a mixture on demand, so that a script can let this and PyTorch take turns. Each line of stdin is a step, and each is
 * answered by its wall and CPU seconds:
 *
 * <ul>
 *   <li>{@code table}: read all logits and keep the classes that matter
 *   <li>{@code loss N}: the cross entropy of the first N mixtures, and its gradient, from what was kept
 *   <li>{@code fit FILE}: learn a mixture from equal weights on, and write its weights into a file, one a line
 * </ul>
 */
public final class LearningRounds {

    private static final OperatingSystemMXBean PROCESS =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private final ValidationSet set;
    private final double[][] mixtures;
    private final double[] ownLosses;
    private KeptClasses kept;

    private LearningRounds(ValidationSet set, double[][] mixtures) {
        this.set = set;
        this.mixtures = mixtures;
        this.ownLosses = IntStream.range(0, set.logits().models())
                .mapToDouble(model -> Scorer.score(set.logits(), model, set.labels(), Metric.ACCURACY)
                        .score()
                        .negativeLogLikelihood())
                .toArray();
    }

    /** Logits folder, labels file, a file with one mixture a line as {@code model=weight,model=weight}. */
    public static void main(String[] arguments) throws IOException {
        Store store = Stores.local();
        Location labels = Location.of(Path.of(arguments[1]).toAbsolutePath());
        try (LogitsFolder logits = LogitsFolder.open(
                        store, Limits.DEFAULT, Location.of(Path.of(arguments[0]).toAbsolutePath()), labels);
                BufferedReader in = new BufferedReader(new InputStreamReader(System.in))) {
            Labels read = LabelsFile.read(store.open(labels), Limits.DEFAULT);
            double[][] mixtures = Files.readAllLines(Path.of(arguments[2])).stream()
                    .map(line -> weights(line, logits.models()))
                    .toArray(double[][]::new);
            LearningRounds rounds = new LearningRounds(new ValidationSet("val", logits, read, 1), mixtures);
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

    private static double[] weights(String line, int models) {
        double[] weights = new double[models];
        for (String member : line.split(",")) {
            String[] words = member.split("=");
            weights[Integer.parseInt(words[0])] = Double.parseDouble(words[1]);
        }
        double sum = Arrays.stream(weights).sum();
        return Arrays.stream(weights).map(weight -> weight / sum).toArray();
    }

    private void step(String[] words) throws IOException {
        switch (words[0]) {
            case "table" -> kept =
                    KeptClasses.of(List.of(set), set.logits().models(), new Resources(1L << 30, Threads.of(0)));
            case "loss" -> {
                for (int k = 0; k < Integer.parseInt(words[1]); k++) {
                    kept.loss(mixtures[k], 1);
                }
            }
            case "fit" -> {
                double[] p = new MixtureFit(kept, ownLosses, List.of()).learn(Caution.FIRST);
                Files.writeString(
                        Path.of(words[1]),
                        Arrays.stream(p).mapToObj(Double::toString).collect(Collectors.joining("\n")));
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }
}
