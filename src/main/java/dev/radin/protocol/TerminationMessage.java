package dev.radin.protocol;

import dev.radin.fault.Truncation;
import dev.radin.protocol.Receipt.Failure;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A receipt as the termination message of a pod, of which Kubernetes keeps 4,096 bytes and drops the rest, in the middle of
 * the JSON. So what can grow with the work is cut here: texts, names of members, entries of lists. Counts are not.
 */
public final class TerminationMessage {

    /** Kubernetes' limit, less some room for what it may add. */
    static final int MOST_BYTES = 3584;

    /** From what status shows down to what fits under any names and URIs that a resource may have. */
    private static final List<Cut> CUTS = List.of(
            new Cut(8, 16, 1024),
            new Cut(8, 16, 300),
            new Cut(8, 8, 200),
            new Cut(8, 4, 100),
            new Cut(4, 4, 100),
            new Cut(4, 2, 60),
            new Cut(2, 1, 60),
            new Cut(0, 1, 0));

    private TerminationMessage() {}

    /** @return JSON on one line that reads back as a {@link Receipt} */
    public static String of(Receipt receipt) {
        return CUTS.stream()
                .map(cut -> Json.writeCompact(cut.of(receipt)))
                .filter(text -> text.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a receipt that cannot be cut"));
    }

    /**
     * @param entries the most of each list
     * @param names the most members of a soup
     * @param characters the most of a sentence; a failure, which comes alone, may have ten times as many
     */
    private record Cut(int entries, int names, int characters) {

        private static final int FEWEST_OF_A_FAILURE = 300;
        private static final int FEWEST_OF_A_VERDICT = 200;

        Receipt of(Receipt receipt) {
            return new Receipt(
                    receipt.stage(),
                    receipt.result(),
                    receipt.cost(),
                    first(entries, receipt.excluded()).stream()
                            .map(this::excluded)
                            .toList(),
                    receipt.excludedCount(),
                    receipt.failure() == null ? null : failure(receipt.failure()),
                    receipt.inspected(),
                    receipt.ranked(),
                    receipt.published() == null ? null : published(receipt.published()));
        }

        private Failure failure(Failure failure) {
            return new Failure(
                    failure.reason(),
                    Truncation.toCharacters(failure.message(), Math.max(FEWEST_OF_A_FAILURE, 10 * characters)));
        }

        private ExcludedModel excluded(ExcludedModel model) {
            return new ExcludedModel(model.model(), model.reason(), text(model.message()));
        }

        private Published published(Published p) {
            return new Published(
                    p.strategy(),
                    new Published.Choice(
                            p.best().soup(),
                            first(names, p.best().models()),
                            first(names, p.best().weights()),
                            p.best().size(),
                            p.best().score(),
                            p.best().digest(),
                            p.best().adapter()),
                    p.single(),
                    p.gain(),
                    p.interval(),
                    p.pValue(),
                    p.models(),
                    p.evaluated(),
                    first(entries, p.evaluations()).stream()
                            .map(e -> new Published.Evaluation(
                                    first(names, e.models()),
                                    first(names, e.weights()),
                                    e.size(),
                                    e.estimate(),
                                    e.score()))
                            .toList(),
                    p.test(),
                    first(entries, p.excluded()).stream().map(this::excluded).toList(),
                    p.excludedCount(),
                    first(entries, p.suspects()),
                    p.suspectCount(),
                    p.report(),
                    p.concordance(),
                    p.rule(),
                    p.verdict() == null ? null : verdict(p.verdict()));
        }

        /** Whole unless names and URIs are of the longest; longer than all else, as the state is told by it. */
        private String verdict(String sentence) {
            return Truncation.toCharacters(sentence, Math.max(FEWEST_OF_A_VERDICT, characters));
        }

        private String text(String sentence) {
            return Truncation.toCharacters(sentence, characters);
        }

        private static <T> List<T> first(int most, List<T> list) {
            return list == null ? null : list.subList(0, Math.min(most, list.size()));
        }
    }
}
