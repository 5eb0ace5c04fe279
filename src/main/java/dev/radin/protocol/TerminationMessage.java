package dev.radin.protocol;

import dev.radin.fault.RadinException;
import dev.radin.fault.Truncation;
import dev.radin.protocol.Receipt.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A receipt as the termination message of a pod. Of a container's a kubelet keeps 4,096 bytes, and of all containers' of a pod 12
 * KiB, in equal parts, wherever they come from: meshes and agents put theirs into pods too. It drops the rest, in the middle of the
 * JSON. So what can grow with the work is cut here: texts, names of members, entries of lists; counts are not. And what is not short
 * is there twice: a line that a pod of eight containers has room for, and behind it, packed, as much as one of three has.
 */
public final class TerminationMessage {

    /** Kubernetes' limit, less some room for what it may add. */
    static final int MOST_BYTES = 3584;

    /** Of the line that comes first. */
    static final int BRIEF_BYTES = 12 * 1024 / 8;

    /** Several times what a message that was written here ever unpacks to. */
    private static final int MOST_UNPACKED_BYTES = 1 << 16;

    /** From what status shows down to what fits under any names and URIs that a resource may have. */
    private static final List<Cut> CUTS = List.of(
            new Cut(8, 16, 1024, 8),
            new Cut(8, 16, 300, 8),
            new Cut(8, 8, 200, 8),
            new Cut(8, 4, 100, 8),
            new Cut(4, 4, 100, 8),
            new Cut(4, 2, 60, 8),
            new Cut(2, 1, 60, 8),
            new Cut(0, 1, 0, 8),
            new Cut(0, 1, 0, 0));

    private TerminationMessage() {}

    /** @return JSON on one line, and perhaps another line; {@link #read} has both */
    public static String of(Receipt receipt) {
        List<String> lines =
                CUTS.stream().map(cut -> Json.writeCompact(cut.of(receipt))).toList();
        String brief = lines.stream()
                .filter(line -> bytes(line) <= BRIEF_BYTES)
                .findFirst()
                .orElse(lines.get(lines.size() - 1));
        return lines.stream()
                .takeWhile(line -> !line.equals(brief))
                .map(line -> brief + "\n" + PackedText.pack(line))
                .filter(text -> bytes(text) <= MOST_BYTES)
                .findFirst()
                .orElse(brief);
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * As much of the receipt as a kubelet has left.
     *
     * @param where for messages
     * @throws RadinException for what is no receipt, as its first line is not whole
     */
    public static Receipt read(String message, String where) {
        int end = message.indexOf('\n');
        if (end < 0) {
            return Json.readWhole(message.getBytes(StandardCharsets.UTF_8), Receipt.class, where);
        }
        try {
            byte[] json = PackedText.unpack(message.substring(end + 1).strip(), MOST_UNPACKED_BYTES);
            return Json.readWhole(json, Receipt.class, where);
        } catch (IOException | RadinException e) {
            // Cut off; the line before it was not.
            return read(message.substring(0, end), where);
        }
    }

    /**
     * @param entries the most of each list
     * @param names the most members of a soup
     * @param characters the most of a sentence; a failure, which comes alone, may have ten times as many
     * @param tests the most scores on test datasets
     */
    private record Cut(int entries, int names, int characters, int tests) {

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
                    first(tests, p.test()),
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
