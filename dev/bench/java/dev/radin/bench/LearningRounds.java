package dev.radin.bench;

import dev.radin.soup.Mixture;
import dev.radin.soup.Resources;
import dev.radin.soup.Threads;
import dev.radin.soup.estimate.BoundedLoss;
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
 *   <li>{@code bounds}: read all logits and make the table that bounds the loss of mixtures
 *   <li>{@code losses N}: the loss of the first N mixtures, between its bounds
 *   <li>{@code intervals FILE}: write the least, the estimate and the most of each mixture into a file, one mixture a line
 *   <li>{@code fit FILE}: learn a mixture from equal weights on, and write its weights into a file, one a line
 * </ul>
 */
public final class LearningRounds {

    private static final Resources RESOURCES = new Resources(1L << 30, Threads.of(0));

    private final ValidationSet set;
    private final List<Mixture> mixtures;
    private KeptClasses kept;
    private BoundedLoss bounded;

    private LearningRounds(ValidationSet set, List<Mixture> mixtures) {
        this.set = set;
        this.mixtures = mixtures;
    }

    /** Logits folder, labels file, a file with one mixture a line as {@code model=weight,model=weight}. */
    public static void main(String[] arguments) throws IOException {
        try (LogitsInput input = LogitsInput.open(arguments[0], arguments[1], arguments[2])) {
            ValidationSet set = new ValidationSet("val", input.logits(), input.labels(), 1);
            TimedSteps.ofStdin(new LearningRounds(set, input.mixtures())::step);
        }
    }

    private void step(String[] words) throws IOException {
        switch (words[0]) {
            case "table" -> kept = KeptClasses.of(List.of(set), set.logits().models(), RESOURCES);
            case "bounds" -> bounded = BoundedLoss.of(set, RESOURCES).orElseThrow();
            case "losses" -> bounded.bounds(mixtures.subList(0, Integer.parseInt(words[1])));
            case "intervals" -> {
                BoundedLoss.Bounds bounds = bounded.bounds(mixtures);
                Files.writeString(
                        Path.of(words[1]),
                        IntStream.range(0, mixtures.size())
                                .mapToObj(m -> bounds.least(m) + " " + bounds.estimates()[m] + " " + bounds.most(m))
                                .collect(Collectors.joining("\n")));
            }
            case "fit" -> {
                double[] own = MixtureFit.ownLosses(kept, set.logits().models());
                double[] p = new MixtureFit(kept, own, List.of()).learn(Caution.FIRST);
                Files.writeString(
                        Path.of(words[1]),
                        Arrays.stream(p).mapToObj(Double::toString).collect(Collectors.joining("\n")));
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }
}
