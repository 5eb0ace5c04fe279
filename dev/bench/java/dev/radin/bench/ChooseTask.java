package dev.radin.bench;

import dev.radin.protocol.DatasetScore;
import dev.radin.protocol.Evaluator;
import dev.radin.protocol.Selection.Dataset;
import dev.radin.soup.Metric;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * By what a selection is judged, and on which of the files that a pool has.
 *
 * @param name the metric's, and where examples are others than usual a slash and theirs: {@code Accuracy/SoftLabels}
 */
record ChooseTask(String name, Metric metric, Examples examples) {

    enum Examples {
        Labels(""),
        SoftLabels("-soft"),
        /** One has the classes of the first half and one the others, which count three times as much. */
        TwoDatasets("-low", "-high"),
        /** A program gives 1 for each example that is right and 0 for others, and no logits. */
        Right(""),
        /** Likewise one over the rank of the right class. */
        ReciprocalRank("");

        private final List<String> endings;

        Examples(String... endings) {
            this.endings = List.of(endings);
        }
    }

    private static final double[] WEIGHTS = {1, 3};
    private static final Path PROGRAM = Path.of("choose/scores.py").toAbsolutePath();
    private static final int PASS_SECONDS = 600;

    static ChooseTask valueOf(String name) {
        String[] parts = name.split("/");
        return new ChooseTask(
                name, Metric.valueOf(parts[0]), parts.length > 1 ? Examples.valueOf(parts[1]) : Examples.Labels);
    }

    /** @param file {@code val-0} or {@code test}, without what it ends in */
    List<Dataset> datasets(Path file) {
        return IntStream.range(0, examples.endings.size())
                .mapToObj(k -> {
                    String ending = examples.endings.get(k);
                    Path whole = file.resolveSibling(file.getFileName() + ending + ".safetensors");
                    return new Dataset(file.getFileName() + ending, ChoosePool.uri(whole), null, WEIGHTS[k]);
                })
                .toList();
    }

    /** As scores of validation datasets are weighted. */
    double mean(List<DatasetScore> scores) {
        double sum = 0;
        for (int k = 0; k < scores.size(); k++) {
            sum += WEIGHTS[k] * scores.get(k).score();
        }
        return sum / Arrays.stream(WEIGHTS, 0, scores.size()).sum();
    }

    /** The program that makes the passes; null where the engine does. */
    Evaluator evaluator() {
        return metric.isOfLogits()
                ? null
                : new Evaluator(
                        null,
                        List.of("python3", PROGRAM.toString(), examples.name()),
                        "1",
                        Evaluator.Mode.Serve,
                        PASS_SECONDS,
                        Evaluator.Produces.Scores);
    }
}
