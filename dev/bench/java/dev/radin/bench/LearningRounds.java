package dev.radin.bench;

import dev.radin.soup.Metric;
import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import dev.radin.soup.Scorer;
import dev.radin.soup.Threads;
import dev.radin.soup.estimate.KeptClasses;
import dev.radin.soup.estimate.ValidationSet;
import dev.radin.soup.learn.MixtureFit;
import dev.radin.soup.learn.MixtureFit.Caution;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
        try (LogitsInput input = LogitsInput.open(arguments[0], arguments[1], arguments[2])) {
            double[][] mixtures = input.mixtures().stream()
                    .map(mixture -> weights(mixture, input.logits().models()))
                    .toArray(double[][]::new);
            TimedSteps.ofStdin(
                    new LearningRounds(new ValidationSet("val", input.logits(), input.labels(), 1), mixtures)::step);
        }
    }

    private static double[] weights(Mixture mixture, int models) {
        double[] weights = new double[models];
        for (int k = 0; k < mixture.size(); k++) {
            weights[mixture.member(k)] = mixture.weight(k);
        }
        return weights;
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
